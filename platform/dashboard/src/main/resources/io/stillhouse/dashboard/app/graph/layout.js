// Where the nodes of a plan stand: a column for each layer, few crossings, no edge that others imply,
// and edges over several layers led between the nodes of those they pass.

const LANE = 10;

/** Edges `[from, to]` without those that a longer way implies. */
export function withoutImplied(nodes) {
  const parents = new Map(nodes.map((node) => [node.id, node.upstream]));
  const ancestors = new Map();
  const above = (id) => {
    if (!ancestors.has(id)) {
      const all = new Set();
      ancestors.set(id, all);
      for (const parent of parents.get(id) ?? []) {
        all.add(parent);
        above(parent).forEach((one) => all.add(one));
      }
    }
    return ancestors.get(id);
  };
  return nodes.flatMap((node) => node.upstream
    .filter((parent) => parents.has(parent) && !node.upstream.some((other) => other !== parent && above(other).has(parent)))
    .map((parent) => [parent, node.id]));
}

/** The longest way to each node. */
function depths(nodes, edges) {
  const incoming = new Map(nodes.map((node) => [node.id, []]));
  edges.forEach(([from, to]) => incoming.get(to).push(from));
  const depth = new Map();
  nodes.forEach((node) => depth.set(node.id, Math.max(0, ...incoming.get(node.id).map((parent) => (depth.get(parent) ?? 0) + 1))));
  return depth;
}

/** Nodes and lanes by layer, and each edge as the chain that it goes through. */
function layersOf(nodes, edges) {
  const depth = depths(nodes, edges);
  const layers = [];
  nodes.forEach((node) => (layers[depth.get(node.id)] ??= []).push(node.id));
  const chains = edges.map(([from, to]) => {
    const lanes = [];
    for (let layer = depth.get(from) + 1; layer < depth.get(to); layer++) {
      // Edges of one source share their lanes.
      const lane = `lane ${from} ${layer}`;
      if (!layers[layer].includes(lane)) layers[layer].push(lane);
      lanes.push(lane);
    }
    return { from, to, chain: [from, ...lanes, to] };
  });
  return { layers, chains };
}

/** Orders each layer by the mean place of its neighbours, to and fro. */
function untangle(layers, chains) {
  const neighbours = new Map();
  const join = (a, b) => neighbours.set(a, [...(neighbours.get(a) ?? []), b]);
  chains.forEach(({ chain }) => chain.slice(1).forEach((id, i) => { join(chain[i], id); join(id, chain[i]); }));
  const place = new Map();
  layers.forEach((layer) => layer.forEach((id, i) => place.set(id, (i + 0.5) / layer.length)));
  for (let sweep = 0; sweep < 6; sweep++) {
    for (const layer of sweep % 2 === 0 ? layers : [...layers].reverse()) {
      const weight = new Map(layer.map((id) => {
        const around = neighbours.get(id) ?? [];
        return [id, around.length ? around.reduce((sum, one) => sum + place.get(one), 0) / around.length : place.get(id)];
      }));
      layer.sort((a, b) => weight.get(a) - weight.get(b));
      layer.forEach((id, i) => place.set(id, (i + 0.5) / layer.length));
    }
  }
}

/** A line through points, bent only between layers. */
function pathThrough(points, vertical) {
  const pieces = [`M${points[0].x},${points[0].y}`];
  for (let i = 1; i < points.length; i++) {
    const a = points[i - 1];
    const b = points[i];
    if (b.straight) pieces.push(`L${b.x},${b.y}`);
    else if (vertical) pieces.push(`C${a.x},${(a.y + b.y) / 2} ${b.x},${(a.y + b.y) / 2} ${b.x},${b.y}`);
    else pieces.push(`C${(a.x + b.x) / 2},${a.y} ${(a.x + b.x) / 2},${b.y} ${b.x},${b.y}`);
  }
  return pieces.join(' ');
}

/**
 * Lays nodes `{id, upstream}` (in an order in which parents come first) out.
 * `across` is the room between layers, `vertical` turns layers into rows.
 */
export function layout(nodes, { width, height, gap = 14, across = 44, vertical = false }) {
  const { layers, chains } = layersOf(nodes, withoutImplied(nodes));
  untangle(layers, chains);
  const [along, size] = vertical ? [height, width] : [width, height];
  const sizeOf = (id) => (id.startsWith('lane ') ? LANE : size);
  const breadths = layers.map((layer) => layer.reduce((sum, id) => sum + sizeOf(id), 0) + (layer.length - 1) * gap);
  const breadth = Math.max(size, ...breadths);
  const at = new Map();
  layers.forEach((layer, l) => {
    let cross = (breadth - breadths[l]) / 2;
    layer.forEach((id) => {
      const main = l * (along + across);
      at.set(id, vertical ? { x: cross, y: main } : { x: main, y: cross });
      cross += sizeOf(id) + gap;
    });
  });
  const port = (id, end) => {
    const { x, y } = at.get(id);
    const middle = sizeOf(id) / 2;
    return vertical ? { x: x + middle, y: end ? y + height : y } : { x: end ? x + width : x, y: y + middle };
  };
  const edges = chains.map(({ from, to, chain }) => {
    const points = [port(from, true)];
    chain.slice(1, -1).forEach((lane) => points.push(port(lane, false), { ...port(lane, true), straight: true }));
    points.push(port(to, false));
    return { from, to, path: pathThrough(points, vertical) };
  });
  const length = layers.length * along + Math.max(0, layers.length - 1) * across;
  return { at, edges, width: vertical ? breadth : length, height: vertical ? length : breadth };
}
