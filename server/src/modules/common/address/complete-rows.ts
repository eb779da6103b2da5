/** Puts addresses of files into the rows that show them (FILE-06, RULINGS 29). */
import { file } from '#contract/common/file.ts'
import type { Resource } from '#contract/kit/resource.ts'
import type { Context } from '#server/kit/context.ts'
import type { Group } from '#server/kit/query/labels.ts'
import { linksOf } from './file-links.ts'
import { addressFor } from './hand-out.ts'
import { fileUses, readableFiles } from './readable-files.ts'

/** What lists and cards show; larger ones are asked for by `access-url/?size=`. */
const shownSize = 96

type Row = Record<string, unknown>
interface Place {
  readonly row: Row
  readonly name: string
  readonly id: string
}

/** `<field>_url` of every reference to a file, and the `download_url` of files themselves. */
export async function addFileAddresses(groups: readonly Group[], ctx: Context): Promise<void> {
  const places = groups.flatMap(({ record, rows }) => placesIn(record, rows))
  const files = groups.flatMap(({ record, rows }) => (record.name === file.name ? rows : []))
  if (places.length > 0) await addToPlaces(places, ctx)
  if (files.length > 0) await addToFiles(files as readonly Row[], ctx)
}

function placesIn(record: Resource, rows: readonly Row[]): Place[] {
  const names = fileUses().flatMap((use) => (use.record === record ? [use.name] : []))
  return names.flatMap((name) =>
    rows.flatMap((row): Place[] => {
      row[`${name}_url`] = null
      const id = row[name]
      return typeof id === 'string' ? [{ row, name, id }] : []
    }),
  )
}

const kindsText = 'select id, media_type from file where tenant_id = $1 and id = any($2::uuid[])'

interface Kind {
  readonly id: string
  readonly media_type: string
}

/** Whoever is shown the row may have the file, save where another row hides it from him. */
async function addToPlaces(places: readonly Place[], ctx: Context): Promise<void> {
  const ids = [...new Set(places.map(({ id }) => id))]
  const links = await linksOf(ids, ctx)
  const kinds = await ctx.withWholeTenant(() => ctx.rows<Kind>(kindsText, [ctx.tenantId, ids]))
  const addresses = new Map(
    kinds.flatMap((kind): [string, string][] =>
      links.get(kind.id) === 'hidden' ? [] : [[kind.id, addressFor(kind, shownSize, ctx)]],
    ),
  )
  for (const { row, name, id } of places) row[`${name}_url`] = addresses.get(id) ?? null
}

async function addToFiles(rows: readonly Row[], ctx: Context): Promise<void> {
  const readable = await readableFiles(
    rows.map(({ id }) => String(id)),
    ctx,
  )
  for (const row of rows) {
    const found = { id: String(row.id), media_type: String(row.media_type) }
    row.download_url = readable.has(found.id) ? addressFor(found, null, ctx) : null
  }
}
