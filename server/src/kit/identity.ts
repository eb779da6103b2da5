/** Who is asking and what he may do: the one evaluator of every verdict, with its reason (RULINGS 3). */

/** What grants something: the membership itself, or a further assignment of a role. */
export interface Membership {
  readonly id: string
  readonly kind: 'membership' | 'regular' | 'elevation'
  readonly role: string
  readonly roleName: string
  /** The instant at which it ends by itself; null is never. */
  readonly endsAt: string | null
  readonly organizationId: string
  readonly organizationName: string
  /** The organizations it reaches: its own, and those below where it says so. */
  readonly reaches: readonly string[]
  readonly permissions: readonly string[]
  readonly fieldRules: Readonly<Record<string, 'hidden' | 'frozen'>>
  /** Records of which only one's own rows are reached. */
  readonly rowRules: Readonly<Record<string, 'own'>>
  readonly discountLimit: string | null
}

export interface OrganizationNode {
  readonly id: string
  readonly name: string
  readonly code: string
  readonly parent: string | null
  readonly legalEntity: string | null
  readonly status: string
  readonly timezone: string
}

/** Rights on single rows: the ids by verb. */
export type ObjectRights = Readonly<Record<'view' | 'change' | 'delete', ReadonlySet<string>>>

export interface Identity {
  readonly userId: string
  readonly userName: string
  readonly displayName: string
  readonly language: string
  readonly timezone?: string
  readonly tenantId: string
  readonly memberships: readonly Membership[]
  /** By record name. */
  readonly objects: ReadonlyMap<string, ObjectRights>
  /** Of these, what is lent for a time only: the right by `verb row`. */
  readonly lentRows?: ReadonlyMap<string, string>
  /** Every organization of the tenant that the user reaches or that stands above one. */
  readonly organizations: ReadonlyMap<string, OrganizationNode>
  /** Organizations the user reaches: `erp.org_ids`. */
  readonly organizationIds: readonly string[]
  /** Those and their ancestors: `erp.use_ids`. */
  readonly usableIds: readonly string[]
  /** Milliseconds at which the rights next change by themselves. */
  readonly nextChangeAt: number
  readonly permissionCache: Map<string, Reach>
  /** Elevations without which this request would have been refused something; set for each request. */
  readonly usedElevations?: Set<string>
  /** The session or family of tokens behind the request; undefined outside of one. */
  readonly accessId?: string
  /** Of a key or token: lists of patterns, each of which must allow what is done. */
  readonly scopes?: readonly (readonly string[])[]
}

/** Where a permission holds. */
export interface Reach {
  /** Organizations all of whose rows are reached. */
  readonly whole: ReadonlySet<string>
  /** Further organizations of which only one's own rows are. */
  readonly own: ReadonlySet<string>
  /** The elevation by which alone an organization is reached. */
  readonly elevated: ReadonlyMap<string, string>
}

/** Stands for whoever reads open reference data without signing in; reaches no tenant. */
export const nobody: Identity = {
  userId: '00000000-0000-0000-0000-000000000000',
  userName: '',
  displayName: '',
  language: 'en',
  tenantId: '00000000-0000-0000-0000-000000000000',
  memberships: [],
  objects: new Map(),
  nextChangeAt: Number.POSITIVE_INFINITY,
  organizations: new Map(),
  organizationIds: [],
  usableIds: [],
  permissionCache: new Map(),
}
