/** The slow part of setting a password; it stands between two transactions, so that none is held open by it. */
import type { Passwords } from '#server/modules/user/password.ts'

export interface DerivedPassword {
  readonly hash: string
  /** What the earlier passwords would read, were one of them this one. */
  readonly proofs: readonly string[]
}

export async function derivePassword(
  passwords: Passwords,
  password: string,
  salts: readonly { readonly salt: string }[],
): Promise<DerivedPassword> {
  const proofs: string[] = []
  for (const { salt } of salts) proofs.push(await passwords.prove(password, salt))
  return { hash: await passwords.hash(password), proofs }
}
