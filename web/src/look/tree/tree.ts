/** A tree as the list of its visible nodes, which is what screens draw and keys move through. */

export interface TreeNode {
  readonly id: string
  readonly label: string
  readonly icon?: string
  readonly hint?: string
  /** The nodes below; undefined when they are not loaded yet. */
  readonly children?: readonly TreeNode[]
  /** There are nodes below, loaded or not. */
  readonly hasChildren?: boolean
}

export interface TreeItem<N extends TreeNode = TreeNode> {
  readonly node: N
  readonly level: number
  readonly position: number
  readonly size: number
  readonly parent: string | null
  readonly expandable: boolean
}

export function visibleItems<N extends TreeNode>(
  roots: readonly N[],
  open: ReadonlySet<string>,
): TreeItem<N>[] {
  const items: TreeItem<N>[] = []
  const walk = (nodes: readonly N[], level: number, parent: string | null) => {
    for (const [index, node] of nodes.entries()) {
      const expandable = node.hasChildren ?? (node.children?.length ?? 0) > 0
      items.push({ node, level, position: index + 1, size: nodes.length, parent, expandable })
      if (open.has(node.id) && node.children) walk(node.children as readonly N[], level + 1, node.id)
    }
  }
  walk(roots, 1, null)
  return items
}

/** Makes a tree of flat rows that name their parent; rows whose parent is missing become roots. */
export function treeOf<Row>(
  rows: readonly Row[],
  read: (row: Row) => { node: TreeNode; parent: string | null },
): TreeNode[] {
  interface Branch extends TreeNode {
    children: TreeNode[]
  }
  const branches = new Map<string, Branch>()
  const parents = new Map<string, string | null>()
  for (const row of rows) {
    const { node, parent } = read(row)
    branches.set(node.id, { ...node, children: [] })
    parents.set(node.id, parent)
  }
  const roots: TreeNode[] = []
  for (const [id, branch] of branches) {
    const above = branches.get(parents.get(id) ?? '')
    if (above) above.children.push(branch)
    else roots.push(branch)
  }
  return roots
}
