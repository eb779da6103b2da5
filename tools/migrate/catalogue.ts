/** The schema as PostgreSQL itself describes it: columns, constraints, indexes, policies of every table. */

export interface Client {
  query<Row>(text: string, values?: unknown[]): Promise<{ rows: Row[] }>
}

export const kinds = ['column', 'constraint', 'index', 'policy'] as const
export type PartKind = (typeof kinds)[number]

/** What a table has, by kind and name, in PostgreSQL's own spelling. */
export type TableParts = Readonly<Record<PartKind, ReadonlyMap<string, string>>>
export type Schema = ReadonlyMap<string, TableParts>

interface Part {
  readonly table_name: string
  readonly kind: PartKind
  readonly name: string
  readonly definition: string
}

const partsText = `
  with tables as (
    select oid, relname from pg_class
    where relkind = 'r' and relnamespace = $1::regnamespace
  )
  select t.relname as table_name, 'column' as kind, a.attname as name,
    concat_ws(' ', format_type(a.atttypid, a.atttypmod),
      case when l.collname <> 'default' then 'collate ' || quote_ident(l.collname) end,
      case when a.attnotnull then 'not null' end,
      case when a.attgenerated = 's' then 'generated always as (%s) stored'
        when a.attidentity <> '' then 'generated as identity'
        when d.adbin is not null then 'default %s' end) as definition,
    pg_get_expr(d.adbin, d.adrelid) as expression
  from tables t
  join pg_attribute a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = t.oid and d.adnum = a.attnum
  left join pg_collation l on l.oid = a.attcollation
  union all
  select t.relname, 'constraint', c.conname, pg_get_constraintdef(c.oid), null
  from tables t join pg_constraint c on c.conrelid = t.oid and c.contype <> 'n'
  union all
  select t.relname, 'index', i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid), null
  from tables t join pg_index i on i.indrelid = t.oid
  where not exists (
    select from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u', 'x'))
  union all
  select t.relname, 'policy', p.polname,
    concat_ws(' ', 'for', p.polcmd, 'to',
      (select string_agg(r::regrole::text, ', ' order by r::regrole::text) from unnest(p.polroles) r),
      'using (' || pg_get_expr(p.polqual, p.polrelid) || ')',
      'with check (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')'), null
  from tables t join pg_policy p on p.polrelid = t.oid`

/** Reads one schema with the search path on it alone, so that its names are told without it. */
export async function readSchema(client: Client, schema: string): Promise<Schema> {
  await client.query(`set local search_path = ${schema}`)
  const { rows } = await client.query<Part & { expression: string | null }>(partsText, [schema])
  const tables = new Map<string, Record<PartKind, Map<string, string>>>()
  for (const { table_name: table, kind, name, definition, expression } of rows) {
    const parts = tables.get(table) ?? {
      column: new Map(),
      constraint: new Map(),
      index: new Map(),
      policy: new Map(),
    }
    tables.set(table, parts)
    const told = definition.replace('%s', expression ?? '').replace(` ON ${schema}.`, ' ON ')
    parts[kind].set(name, told)
  }
  return tables
}
