/** How filters are spelt in the query string. */
import { expect, test } from 'vitest'
import { definitionOf } from './fields.ts'
import { filterPaths, queryNames } from './list-filters.ts'

test('a path is spelt with two underscores, a choice by itself or as one of several', () => {
  const warehouse = definitionOf('inventory.warehouse')
  expect(queryNames(warehouse, 'address.country')).toEqual(['address__country', 'address__country__in'])
  expect(queryNames(warehouse, 'warehouse_type')).toEqual(['warehouse_type', 'warehouse_type__in'])
})

test('a moment is filtered by a span', () => {
  const log = definitionOf('audit.audit_log')
  expect(queryNames(log, 'occurred_at')).toEqual(['occurred_at__gte', 'occurred_at__lte'])
  expect(queryNames(log, 'record_id')).toEqual(['record_id', 'record_id__in'])
})

test('a sum is filtered by a span', () => {
  const item = definitionOf('sales.open_item')
  expect(queryNames(item, 'open_amount')).toEqual(['open_amount__gte', 'open_amount__lte'])
})

test('rows of an organization can be filtered by it', () => {
  expect(filterPaths(definitionOf('inventory.warehouse'))).toContain('organization')
  expect(filterPaths(definitionOf('common.tag'))).not.toContain('organization')
})
