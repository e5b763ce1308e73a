const LINE = /^(paused[ \t]*:)[ \t]*([^#\r\n]*?)([ \t]*(?:#[^\r\n]*)?)$/m;

/** The text of a trigger with its `paused` set; all else of the text, comments too, stays. */
export function withPaused(source, paused) {
  if (LINE.test(source)) return source.replace(LINE, (_, key, value, after) => `${key} ${paused}${after}`);
  return `${source.replace(/\n*$/, '\n')}paused: ${paused}\n`;
}
