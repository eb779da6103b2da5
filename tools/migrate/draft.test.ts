/** A draft, run as it stands, brings a schema that has strayed back to the definitions. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import { records } from '#contract/modules.ts'
import { createTestDatabase } from '#server/testing/database.ts'
import { compare } from './compare.ts'
import { tellDifference } from './differences.ts'

const strayed = `
  alter table product drop column is_sellable;
  alter table product alter tracking drop not null, alter tracking set default 'lot';
  alter table product drop constraint ck_product__kind;
  alter table product add constraint ck_product__kind check (kind <> 'bundle');
  alter table product drop constraint fk_product__category, alter weight_kilogram type numeric(20,4);
  alter table category drop constraint uq_category__slug;
  drop index ix_product__status;
  create index ix_product__status on product (tenant_id, status);
  create index ix_product__stray on product (tenant_id, legacy_id);
  drop table price cascade;
  drop function kontor.guard_new_price(), kontor.guard_changed_price();
  drop trigger guard_new on price_list;`

test('a draft restores what was lost and undoes what was changed', async () => {
  const database = await createTestDatabase()
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    await client.query(strayed)
    const { differences, draft } = await compare(client, records)
    assert.ok(differences.length >= 10, differences.map(tellDifference).join('\n'))
    await client.query(draft.join('\n'))
    const after = await compare(client, records)
    assert.deepEqual(after.differences.map(tellDifference), [])
    assert.deepEqual(after.draft, [])
  } finally {
    await client.end()
    await database.drop()
  }
})

test('what would lose data is left to a person', async () => {
  const database = await createTestDatabase()
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    await client.query('alter table product add column colour text not null')
    const { draft } = await compare(client, records)
    assert.deepEqual(draft, ['-- In no definition: alter table product drop column colour;'])
  } finally {
    await client.end()
    await database.drop()
  }
})
