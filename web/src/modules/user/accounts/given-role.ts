/** A first role as an invitation or an approval gives it. */

export interface GivenRole {
  readonly role: string | null
  readonly role_name: string
  readonly organization: string
  readonly includes_descendants: boolean
}

export const noRole = (organization: string): GivenRole => ({
  role: null,
  role_name: '',
  organization,
  includes_descendants: true,
})

/** As the server takes it. */
export const sentRole = ({ role_name: _name, ...given }: GivenRole) => given
