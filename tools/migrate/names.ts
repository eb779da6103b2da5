/** Names of constraints and indexes: the part behind `__` is the field that an error is shown on. */

/** PostgreSQL cuts longer names off. */
const longest = 63

/** `uq_price__price_list__product`: trailing fields are left out where the name would be too long. */
export function constraintName(prefix: string, table: string, fields: readonly string[]): string {
  const parts = [`${prefix}_${table}`, ...fields]
  while (parts.length > 2 && parts.join('__').length > longest) parts.pop()
  const name = parts.join('__')
  if (name.length > longest) throw new RangeError(`${name} has more than ${longest} characters`)
  return name
}
