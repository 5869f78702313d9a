// Words as they are compared: small letters, no accents, no apostrophes. `St. Mary's` is st, marys.
export const split = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/['’‘`]/g, "").replace(/&/g, " and ")
  .split(/[^\p{L}\p{N}]+/u).filter(Boolean);

// A word without the ending of a plural, so that benches finds bench.
export const single = (word) => word.length < 4 || word.endsWith("ss") ? word
  : word.endsWith("ies") ? `${word.slice(0, -3)}y` : word.replace(/(ch|sh|x|ss)es$/, "$1").replace(/([^s])s$/, "$1");
