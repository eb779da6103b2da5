/** The keys that addresses of files are signed with, opened once at start. */

export interface AddressKey {
  readonly id: string
  readonly secret: Buffer
  /** Milliseconds; null for one still in use or whose end nobody noted. */
  readonly retiredAt: number | null
}

export interface AddressKeys {
  active(): AddressKey
  find(id: string): Promise<AddressKey | null>
}

let opened: AddressKeys | null = null

/** Call before the first request. */
export function openAddressKeys(keys: AddressKeys): void {
  opened = keys
}

export function addressKeys(): AddressKeys {
  if (opened === null) throw new TypeError('the keys of file addresses are not open')
  return opened
}
