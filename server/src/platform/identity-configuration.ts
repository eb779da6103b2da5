/** The part of the environment that says how people sign in, and where their mail goes. */
import ipaddr from 'ipaddr.js'
import { z } from 'zod'

export interface IdentitySettings {
  readonly smtpUrl: string | undefined
  readonly mailFrom: string
  /** Where browsers find this server; undefined on the own machine, where any loopback name serves. */
  readonly publicUrl: string | undefined
  /** Named in authenticator apps. */
  readonly factorIssuer: string
  /** Addresses from which nobody but administrators is asked for a second factor. */
  readonly trustedNetworks: readonly string[]
  /** Administrators sign in with a second factor, whatever their role says. */
  readonly demandsAdministratorFactor: boolean
  readonly webauthn: WebauthnSettings
  readonly sessions: SessionSettings
  readonly tokens: TokenSettings
  readonly passwordCost: PasswordSettings
  readonly alerts: AlertSettings
  /** The days after a first sign-in on which its user is asked how it goes. */
  readonly checkInDays: readonly number[]
}

export interface WebauthnSettings {
  /** Undefined where no public address is known: then passkeys cannot be used. */
  readonly relyingPartyId: string | undefined
  readonly relyingPartyName: string
  /** Undefined on the own machine: there it is `http://localhost` with the port that listens. */
  readonly origins: readonly string[] | undefined
}

export interface SessionSettings {
  /** All in milliseconds. */
  readonly lifetime: number
  readonly idle: number
  readonly administratorLifetime: number
  readonly administratorIdle: number
}

/** How long the tokens of programs live. */
export interface TokenSettings {
  readonly accessSeconds: number
  readonly refreshMilliseconds: number
}

/** What Argon2id costs: KiB, passes and lanes. */
export interface PasswordSettings {
  readonly memoryCost: number
  readonly timeCost: number
  readonly parallelism: number
}

/** How much of something within the minutes of the window is an alert. */
export interface AlertSettings {
  /** Failed sign-ins under one name. */
  readonly failedLogins: number
  /** Failed sign-ins from one address. */
  readonly failedLoginsFrom: number
  /** Refused requests of one user. */
  readonly denials: number
  readonly windowMinutes: number
}

const minute = 60_000
const count = (fallback: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,4}$/, 'must be a number from 1 to 99999')
    .transform(Number)
    .default(fallback)
const within = (least: number, most: number, fallback: number) =>
  z
    .string()
    .regex(/^\d{1,7}$/, 'must be a whole number')
    .transform(Number)
    .refine((value) => value >= least && value <= most, { error: `must be from ${least} to ${most}` })
    .default(fallback)
const positive = (fallback: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,5}$/, 'must be a number of minutes from 1 to 999999')
    .transform((minutes) => Number(minutes) * minute)
    .default(fallback * minute)
const webUrl = z
  .string()
  .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), {
    error: 'must look like https://kontor.example.org',
  })
  .transform((value) => new URL(value).origin)
const list = z.string().transform((value) => value.split(/[\s,]+/).filter((part) => part !== ''))

/** Spread into the schema of all variables. */
export const identityVariables = {
  SMTP_URL: z
    .string()
    .refine((value) => URL.canParse(value) && /^smtps?:$/.test(new URL(value).protocol), {
      error: 'must look like smtp://user:password@host:587 or smtps://user:password@host',
    })
    .optional(),
  MAIL_FROM: z.string().max(300).optional(),
  KONTOR_PUBLIC_URL: webUrl.optional(),
  MFA_ISSUER: z.string().max(60).default('Kontor'),
  MFA_TRUSTED_NETWORKS: list
    .refine((networks) => networks.every(isNetwork), { error: 'must be networks such as 10.0.0.0/8' })
    .default([]),
  WEBAUTHN_RP_ID: z
    .string()
    .regex(/^[a-z0-9.-]+$/, 'must be a host name')
    .optional(),
  WEBAUTHN_RP_NAME: z.string().max(60).default('Kontor'),
  WEBAUTHN_ORIGIN: list.pipe(z.array(webUrl).min(1)).optional(),
  SESSION_MINUTES: positive(24 * 60),
  SESSION_IDLE_MINUTES: positive(3 * 60),
  SESSION_ADMINISTRATOR_MINUTES: positive(4 * 60),
  SESSION_ADMINISTRATOR_IDLE_MINUTES: positive(60),
  JWT_ACCESS_TOKEN_EXPIRE_MINUTES: within(1, 60, 15),
  JWT_REFRESH_TOKEN_EXPIRE_DAYS: within(1, 90, 7),
  ARGON2_MEMORY_COST: within(7168, 1_048_576, 19_456),
  ARGON2_TIME_COST: within(1, 20, 2),
  ARGON2_PARALLELISM: within(1, 16, 1),
  ALERT_FAILED_LOGINS: count(10),
  ALERT_FAILED_LOGINS_ADDRESS: count(30),
  ALERT_DENIALS: count(30),
  ALERT_WINDOW_MINUTES: count(15),
  ONBOARDING_CHECK_IN_DAYS: list
    .refine((days) => days.every((day) => /^[1-9]\d{0,2}$/.test(day)), { error: 'must be days such as 7,30' })
    .transform((days) => days.map(Number))
    .default([7, 30]),
}

const schema = z.object(identityVariables)
export type IdentityVariables = z.infer<typeof schema>

export function identitySettings(variables: IdentityVariables, isProduction: boolean): IdentitySettings {
  const publicUrl = variables.KONTOR_PUBLIC_URL
  const origins = variables.WEBAUTHN_ORIGIN ?? (publicUrl === undefined ? undefined : [publicUrl])
  const [origin] = origins ?? []
  const host = origin === undefined ? undefined : new URL(origin).hostname
  return {
    smtpUrl: variables.SMTP_URL,
    mailFrom: variables.MAIL_FROM ?? 'Kontor <kontor@localhost>',
    publicUrl,
    factorIssuer: variables.MFA_ISSUER,
    trustedNetworks: variables.MFA_TRUSTED_NETWORKS,
    demandsAdministratorFactor: isProduction,
    webauthn: {
      relyingPartyId: variables.WEBAUTHN_RP_ID ?? host ?? (isProduction ? undefined : 'localhost'),
      relyingPartyName: variables.WEBAUTHN_RP_NAME,
      origins,
    },
    sessions: {
      lifetime: variables.SESSION_MINUTES,
      idle: variables.SESSION_IDLE_MINUTES,
      administratorLifetime: variables.SESSION_ADMINISTRATOR_MINUTES,
      administratorIdle: variables.SESSION_ADMINISTRATOR_IDLE_MINUTES,
    },
    tokens: {
      accessSeconds: variables.JWT_ACCESS_TOKEN_EXPIRE_MINUTES * 60,
      refreshMilliseconds: variables.JWT_REFRESH_TOKEN_EXPIRE_DAYS * 24 * 60 * minute,
    },
    passwordCost: {
      memoryCost: variables.ARGON2_MEMORY_COST,
      timeCost: variables.ARGON2_TIME_COST,
      parallelism: variables.ARGON2_PARALLELISM,
    },
    alerts: {
      failedLogins: variables.ALERT_FAILED_LOGINS,
      failedLoginsFrom: variables.ALERT_FAILED_LOGINS_ADDRESS,
      denials: variables.ALERT_DENIALS,
      windowMinutes: variables.ALERT_WINDOW_MINUTES,
    },
    checkInDays: variables.ONBOARDING_CHECK_IN_DAYS,
  }
}

export function identityFaults(variables: IdentityVariables): string[] {
  const faults: string[] = []
  // The least that OWASP names: memory may stand for passes, but not fall away.
  if (variables.ARGON2_MEMORY_COST * variables.ARGON2_TIME_COST < 35_840) {
    faults.push('ARGON2_MEMORY_COST times ARGON2_TIME_COST must be at least 35840.')
  }
  if (variables.SMTP_URL && !variables.MAIL_FROM) faults.push('SMTP_URL needs MAIL_FROM, the sender of mail.')
  const { WEBAUTHN_RP_ID: id, WEBAUTHN_ORIGIN: origins = [] } = variables
  const isElsewhere = (origin: string) => !`.${new URL(origin).hostname}`.endsWith(`.${id}`)
  if (id !== undefined && origins.some(isElsewhere)) {
    faults.push('WEBAUTHN_ORIGIN must lie at WEBAUTHN_RP_ID or below it.')
  }
  return faults
}

function isNetwork(text: string): boolean {
  try {
    ipaddr.parseCIDR(text)
    return true
  } catch {
    return false
  }
}

/** Nothing configured, on the own machine: what tests start from. */
export const defaultIdentitySettings: IdentitySettings = identitySettings(schema.parse({}), false)
