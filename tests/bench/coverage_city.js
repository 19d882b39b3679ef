/**
 * A generated city that answers the page of coverage from within the browser, so that drawing alone
 * is measured: a grid of `SIDE` by `SIDE` corners with pieces of four points, minutes as if one
 * walked in a straight line to the nearest of some spaces and of what a scenario adds.
 */
(() => {
  const SIDE = 160;
  const BLOCK = 0.001; // degrees, about 105 m
  const [WEST, SOUTH] = [98.9, 18.7];
  const SPEED = 1.34; // metres a second
  const METRES_A_DEGREE = 105_000;
  const TENTHS = 10;
  const NONE = 65_535;
  const SPACES = Array.from({ length: 40 }, (_, at) => [WEST + ((at * 37) % SIDE) * BLOCK, SOUTH + ((at * 53) % SIDE) * BLOCK]);

  const corner = (x, y) => [WEST + x * BLOCK + Math.sin(x * 12.9 + y * 78.2) * BLOCK * 0.2, SOUTH + y * BLOCK + Math.cos(x * 39.3 + y * 11.1) * BLOCK * 0.2];
  const ends = [];
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      if (x + 1 < SIDE) ends.push([corner(x, y), corner(x + 1, y)]);
      if (y + 1 < SIDE) ends.push([corner(x, y), corner(x, y + 1)]);
    }
  }

  const shape = () => {
    const offsets = new Uint32Array(ends.length + 1);
    const points = new Int32Array(ends.length * 8);
    for (const [piece, [from, to]] of ends.entries()) {
      offsets[piece + 1] = (piece + 1) * 4;
      for (let at = 0; at < 4; at += 1) {
        const bend = Math.sin((at / 3) * Math.PI) * BLOCK * 0.06;
        points[piece * 8 + at * 2] = (from[0] + ((to[0] - from[0]) * at) / 3 + bend) * 1e7;
        points[piece * 8 + at * 2 + 1] = (from[1] + ((to[1] - from[1]) * at) / 3 + bend) * 1e7;
      }
    }
    return [["offsets", "u32", offsets], ["points", "i32", points], ["ids", "u32", new Uint32Array(ends.length)]];
  };

  const minutes = (added) => {
    const spaces = [...SPACES, ...added.map(({ lon, lat }) => [lon, lat])];
    const tenths = ([lon, lat]) => {
      let least = Infinity;
      for (const [x, y] of spaces) least = Math.min(least, (lon - x) ** 2 + (lat - y) ** 2);
      return Math.min(NONE, (Math.sqrt(least) * METRES_A_DEGREE * TENTHS) / SPEED);
    };
    return [
      ["begin", "u16", Uint16Array.from(ends, ([from]) => tenths(from))],
      ["end", "u16", Uint16Array.from(ends, ([, to]) => tenths(to))],
      ["walk", "u16", Uint16Array.from(ends, () => (BLOCK * METRES_A_DEGREE * TENTHS) / SPEED)],
      ["door_piece", "u32", new Uint32Array(0)],
      ["door_along", "f32", new Float32Array(0)],
      ["door_seconds", "u16", new Uint16Array(0)],
    ];
  };

  const packed = (arrays, more = {}) => {
    const header = { version: "generated", pieces: ends.length, unit: 0.1, none: NONE, ...more, arrays: arrays.map(([name, type, { length }]) => ({ name, type, length })) };
    let text = JSON.stringify(header);
    text += " ".repeat((4 - (new TextEncoder().encode(text).length % 4)) % 4);
    const head = new TextEncoder().encode(text);
    const sizes = arrays.map(([, , values]) => Math.ceil(values.byteLength / 4) * 4);
    const bytes = new Uint8Array(8 + head.length + sizes.reduce((a, b) => a + b, 0));
    bytes.set(new TextEncoder().encode("GSC1"));
    new DataView(bytes.buffer).setUint32(4, head.length, true);
    bytes.set(head, 8);
    let at = 8 + head.length;
    for (const [index, [, , values]] of arrays.entries()) {
      bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
      at += sizes[index];
    }
    return bytes;
  };

  const row = (code, share) => ({
    code, level: code === "city" ? "city" : "tambon", name_th: code, name_en: code, people: 10_000, people_covered: share * 10_000, share,
    share_low: share * 0.95, share_high: Math.min(1, share * 1.05), street_metres: 90_000, street_metres_covered: share * 90_000, street_share: share,
    spaces: 3, nearest_minutes_median: 9, gini: 0.4, people_source: "generated", access: 1, variety: 1, built_hectares: null, built_share: null,
    inside: 1, shares: { 5: share / 3, 10: share / 2, 15: share }, by_age: {},
  });
  const rows = (shift) => Array.from({ length: 30 }, (_, at) => row(`D${at}`, (at + 1 + shift) / 32));
  const answer = () => ({
    city: "generated", city_th: "เมือง", city_en: "City", kinds: [], minutes: 15, profile: "adult", level: "tambon", at: null,
    people_source: { source: "generated", year: 2026, basis: "cell", spread: null, people: 300_000 }, total: row("city", 0.5),
    interval: { share_low: 0.4, share_high: 0.6, reasons: [] }, remarks: [], lorenz: null,
    classes: { equal: [0.2, 0.4, 0.6, 0.8, 1], quantiles: [0.2, 0.4, 0.6, 0.8, 1], natural: [0.2, 0.4, 0.6, 0.8, 1] }, data_version: "1", attribution: "",
    type: "FeatureCollection", features: rows(0).map((properties, id) => ({ type: "Feature", id, properties, geometry: null })),
  });
  const scenario = () => ({
    before: rows(0), after: rows(Math.random()), total_before: row("city", 0.5), total_after: row("city", 0.5 + Math.random() / 20),
    difference: rows(0).map(({ code }) => ({ code, people_gained: 10, share_change: 0.01, street_metres_gained: 100 })),
    people_gained: 300, people_newly_covered: 300, people_lost: 0, remarks: [],
  });

  const city = { id: "generated", name_th: "เมือง", name_en: "City", country: "TH", timezone: "Asia/Bangkok", bbox: [WEST, SOUTH, WEST + SIDE * BLOCK, SOUTH + SIDE * BLOCK], attribution: "", spaces: {}, levels: { tambon: 30 } };
  const json = (value) => new Response(JSON.stringify(value), { headers: { "Content-Type": "application/json" } });
  const real = window.fetch;
  // made beforehand, so that no time of the page goes into them while it draws
  const ANSWERS = 8;
  const answers = Array.from({ length: ANSWERS }, (_, at) => {
    const turn = (at / ANSWERS) * 2 * Math.PI;
    const added = { lon: WEST + (SIDE / 2 + 25 * Math.sin(turn)) * BLOCK, lat: SOUTH + (SIDE / 2 + 18 * Math.cos(turn)) * BLOCK };
    return packed(minutes([added]), { scenario: scenario() });
  });
  window.asked = { scenarios: 0, underWay: 0, most: 0 };
  window.fetch = async (url, options = {}) => {
    const path = String(url);
    if (path.startsWith("/api/cities")) return json({ cities: [city] });
    if (path.startsWith("/api/coverage/scenario")) {
      window.asked.scenarios += 1;
      window.asked.underWay += 1;
      window.asked.most = Math.max(window.asked.most, window.asked.underWay);
      await new Promise((resolve) => setTimeout(resolve, 20));
      window.asked.underWay -= 1;
      return new Response(answers[window.asked.scenarios % ANSWERS]);
    }
    if (path.startsWith("/api/coverage/streets")) return new Response(packed([...(path.includes("part=minutes") ? [] : shape()), ...minutes([])]));
    if (path.startsWith("/api/coverage")) return json(answer());
    if (path.startsWith("/api/collections") || path.startsWith("/api/tiles")) return new Response(null, { status: 204 });
    return real(url, options);
  };
})();
