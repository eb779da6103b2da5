/** Walking a tree by keyboard. */
import { flushPromises } from '@vue/test-utils'
import { expect, test, vi } from 'vitest'
import { show } from '#web/look/test-mount.ts'
import { treeOf } from './tree.ts'
import TreeView from './TreeView.vue'

const nodes = [
  {
    id: 'hall',
    label: 'Hall',
    children: [
      { id: 'rack', label: 'Rack' },
      { id: 'shelf', label: 'Shelf' },
    ],
  },
  { id: 'yard', label: 'Yard', hasChildren: true },
]

function tree(more: Record<string, unknown> = {}) {
  const wrapper = show(TreeView, {
    props: {
      nodes,
      label: 'Places',
      expanded: [],
      'onUpdate:expanded': (expanded: string[]) => wrapper.setProps({ expanded } as never),
      ...more,
    },
  } as never)
  const press = async (key: string) => {
    await wrapper.find('[tabindex="0"]').trigger('keydown', { key })
    await flushPromises()
  }
  const here = () => document.activeElement?.getAttribute('data-node')
  return { wrapper, press, here }
}

test('says level, place and state of each node', () => {
  const { wrapper } = tree({ expanded: ['hall'] })
  const items = wrapper.findAll('[role="treeitem"]').map((item) => item.attributes())
  expect(
    items.map((item) => [
      item['data-node'],
      item['aria-level'],
      item['aria-posinset'],
      item['aria-expanded'],
    ]),
  ).toEqual([
    ['hall', '1', '1', 'true'],
    ['rack', '2', '1', undefined],
    ['shelf', '2', '2', undefined],
    ['yard', '1', '2', 'false'],
  ])
  expect(wrapper.findAll('[tabindex="0"]')).toHaveLength(1)
})

test('arrows open, enter, leave and close; letters jump', async () => {
  const { wrapper, press, here } = tree()
  await press('ArrowRight')
  expect(wrapper.findAll('[role="treeitem"]')).toHaveLength(4)
  await press('ArrowRight')
  expect(here()).toBe('rack')
  await press('ArrowDown')
  expect(here()).toBe('shelf')
  await press('ArrowLeft')
  expect(here()).toBe('hall')
  await press('ArrowLeft')
  expect(wrapper.findAll('[role="treeitem"]')).toHaveLength(2)
  await press('y')
  expect(here()).toBe('yard')
})

test('Enter chooses and opens; children are loaded when first wanted', async () => {
  const load = vi.fn(async () => {})
  const { wrapper, press } = tree({ load })
  await press('End')
  await press('ArrowRight')
  expect(load).toHaveBeenCalledWith(nodes[1])
  await press('Enter')
  expect(wrapper.emitted('update:selected')).toEqual([['yard']])
  expect(wrapper.emitted('open')).toEqual([[nodes[1]]])
})

test('flat rows become a tree; a row whose parent is missing becomes a root', () => {
  const rows = [
    { id: '1', parent: null },
    { id: '2', parent: '1' },
    { id: '3', parent: 'gone' },
  ]
  const built = treeOf(rows, ({ id, parent }) => ({ node: { id, label: id }, parent }))
  expect(built.map((node) => [node.id, node.children?.map((child) => child.id)])).toEqual([
    ['1', ['2']],
    ['3', []],
  ])
})
