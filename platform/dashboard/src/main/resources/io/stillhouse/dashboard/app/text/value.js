// Values of parameters as they would be typed into a definition.

/** A proto Value as plain JavaScript; whole numbers stay text, since they may have 64 bits. */
export function plain(value) {
  if ('stringValue' in value) return value.stringValue;
  if ('integerValue' in value) return { integer: String(value.integerValue) };
  if ('numberValue' in value) return Number(value.numberValue);
  if ('booleanValue' in value) return value.booleanValue;
  if ('listValue' in value) return (value.listValue.values ?? []).map(plain);
  if ('mapValue' in value) {
    return Object.fromEntries(
      Object.entries(value.mapValue.entries ?? {}).map(([key, entry]) => [key, plain(entry)]),
    );
  }
  return '';
}

function flow(value, nested) {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return `[${value.map((item) => flow(item, true)).join(', ')}]`;
  if (typeof value === 'object' && 'integer' in value) return value.integer;
  if (typeof value === 'object') {
    const entries = Object.entries(value).map(([key, entry]) => `${key}: ${flow(entry, true)}`);
    return `{${entries.join(', ')}}`;
  }
  const text = String(value);
  const quoted = nested && typeof value === 'string' && (text === '' || /[\[\]{},:#&*!|>'"%@`]|^\s|\s$/.test(text));
  return quoted ? JSON.stringify(text) : text;
}

/** A proto Value in YAML's flow style: `[resnet8, vgg8]`. */
export function valueText(value) {
  return flow(plain(value), false);
}

/** A Cell of a list or a comparison. */
export function cellText(cell, numberText) {
  if (!cell) return '';
  if (cell.number !== undefined) return numberText(Number(cell.number));
  return cell.text ?? '';
}
