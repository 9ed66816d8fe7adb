/** The map's value, made when absent; a full map is emptied, which costs a re-shape and nothing else. */
export function remember<K, V>(map: Map<K, V>, key: K, make: () => V, limit = 20_000): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  if (map.size >= limit) map.clear();
  const made = make();
  map.set(key, made);
  return made;
}

/** The cache that lives as long as `owner`. */
export function cacheOf<O extends object, K, V>(caches: WeakMap<O, Map<K, V>>, owner: O): Map<K, V> {
  const known = caches.get(owner);
  if (known) return known;
  const made = new Map<K, V>();
  caches.set(owner, made);
  return made;
}
