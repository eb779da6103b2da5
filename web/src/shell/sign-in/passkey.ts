/** Passkeys as the browser gives them; null where the reader closed the question. */
import {
  type AuthenticationResponseJSON,
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser'

export type PasskeyQuestion = PublicKeyCredentialRequestOptionsJSON
export type PasskeyForm = PublicKeyCredentialCreationOptionsJSON

/** A bare address has no name that a passkey could be bound to. */
export function canUsePasskeys(): boolean {
  return isSecureContext && browserSupportsWebAuthn() && !/^[\d.]+$|:/.test(location.hostname)
}

export function usePasskey(question: PasskeyQuestion): Promise<AuthenticationResponseJSON | null> {
  return orNull(startAuthentication({ optionsJSON: question }))
}

export function makePasskey(form: PasskeyForm): Promise<RegistrationResponseJSON | null> {
  return orNull(startRegistration({ optionsJSON: form }))
}

/** Browsers tell closed, too late and not there by one and the same error, so that no site learns more. */
async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer
  } catch (thrown) {
    if (thrown instanceof Error && /^(NotAllowed|Abort|InvalidState)Error$/.test(thrown.name)) return null
    throw thrown
  }
}
