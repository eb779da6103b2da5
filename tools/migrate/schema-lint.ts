/** What every table must have whatever its definition says: policies, and indexes that serve. */
import type { Client } from './catalogue.ts'
import type { Table } from './model.ts'

/** Each function returns its complaints, none when all is well. */
export async function tablesWithoutPolicies(client: Client): Promise<string[]> {
  return await complaints(
    client,
    `select format('%s: row-level security is not forced, or it has no policy', c.relname) as complaint
     from pg_class c
     where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
       and c.relname <> 'kontor_migration'
       and not (c.relrowsecurity and c.relforcerowsecurity
         and exists (select from pg_policy p where p.polrelid = c.oid))`,
  )
}

/**
 * The column that holds the target's id is enough; no column from outside the key may stand before it. What no
 * role but the owner's may delete needs none.
 */
export async function keysWithoutIndex(client: Client): Promise<string[]> {
  return await complaints(
    client,
    `with keys as (
       select c.conrelid, c.conname, array_agg(a.attname) as columns,
         array_agg(a.attname) filter (where t.attname = 'id') as telling
       from pg_constraint c
       cross join unnest(c.conkey, c.confkey) k (own, theirs)
       join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.own
       join pg_attribute t on t.attrelid = c.confrelid and t.attnum = k.theirs
       where c.contype = 'f' and c.connamespace = 'public'::regnamespace
         and exists (select from unnest(array['app', 'directory', 'ledger', 'settler', 'search']) role
           where has_table_privilege('kontor_' || role, c.confrelid, 'delete'))
       group by c.conrelid, c.conname
     )
     select format('%s: no index for %s', k.conrelid::regclass, k.conname) as complaint
     from keys k
     where not exists (
       select from pg_index i
       cross join generate_series(1, i.indnkeyatts) width
       cross join lateral (
         select array_agg(a.attname) as columns
         from generate_series(0, width - 1) p
         join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[p]) prefix
       where i.indrelid = k.conrelid and prefix.columns <@ k.columns
         and prefix.columns @> coalesce(k.telling, k.columns)
         and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) ~ ' IS NOT NULL\\)$'))`,
  )
}

/**
 * Row-level security leaves an index unused whose comparison may leak (STACK 2.1). Unique ones serve their
 * constraint all the same; those of the definer functions of search are named `sx_…`.
 */
export async function uselessIndexes(client: Client): Promise<string[]> {
  return await complaints(
    client,
    `select format('%s: %s cannot be used under row-level security', i.indrelid::regclass,
       coalesce(a.attname, 'an expression') || ' in ' || i.indexrelid::regclass) as complaint
     from pg_index i
     join pg_class c on c.oid = i.indrelid and c.relnamespace = 'public'::regnamespace and c.relrowsecurity
     join pg_class x on x.oid = i.indexrelid
     cross join generate_series(0, i.indnkeyatts - 1) p
     left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[p] and i.indkey[p] <> 0
     join pg_opclass o on o.oid = i.indclass[p]
     where not i.indisunique and not i.indisexclusion and x.relname !~ '^sx_'
       and not exists (
         select from pg_amop m join pg_operator e on e.oid = m.amopopr join pg_proc f on f.oid = e.oprcode
         where a.attname is not null and m.amopfamily = o.opcfamily and m.amopmethod = o.opcmethod
           and m.amopstrategy = 3 and m.amoplefttype = o.opcintype and m.amoprighttype = o.opcintype
           and f.proleakproof)`,
  )
}

/** Tables whose trigger functions do not test every reference they should, with the keys left out. */
export async function missingGuards(
  client: Client,
  tables: readonly Table[],
): Promise<{ table: Table; keys: string[] }[]> {
  const { rows } = await client.query<{ table_name: string; source: string }>(
    `select t.tgrelid::regclass::text as table_name, string_agg(p.prosrc, ' ') as source
     from pg_trigger t join pg_proc p on p.oid = t.tgfoid
     where t.tgname in ('guard_new', 'guard_changed') and t.tgenabled = 'O'
     group by 1 having count(*) = 2`,
  )
  const sources = new Map(rows.map((row) => [row.table_name, row.source]))
  return tables.flatMap((table) => {
    const wanted = Object.keys(table.guards).map(
      (column) => `fk_${table.name}__${column.replace(/_id$/, '')}`,
    )
    const keys = wanted.filter((key) => !sources.get(table.name)?.includes(`'${key}'`))
    return keys.length === 0 ? [] : [{ table, keys }]
  })
}

async function complaints(client: Client, text: string): Promise<string[]> {
  const { rows } = await client.query<{ complaint: string }>(text)
  return rows.map(({ complaint }) => complaint).toSorted()
}
