/** What the environment says, checked once at start: one clear line per fault, defaults for all the rest. */
import { basename, join, resolve } from 'node:path'
import { z } from 'zod'
import { type FileSettings, fileSettings, fileVariables } from './file-configuration.ts'
import {
  identityFaults,
  type IdentitySettings,
  identitySettings,
  identityVariables,
} from './identity-configuration.ts'
import { type Protection, protectionFrom, protectionVariables } from './protection.ts'
import { StartFailure } from './start-failure.ts'

export interface Configuration {
  readonly projectFolder: string
  readonly dataFolder: string
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  /** The owner's address of a PostgreSQL of one's own; undefined: the embedded one. */
  readonly databaseUrl: string | undefined
  /** The address as kontor_app; undefined: the owner's, with SET ROLE on each connection. */
  readonly appUrl: string | undefined
  /** Whether `appUrl` is that of a pooler in transaction mode, such as PgBouncer. */
  readonly isPooled: boolean
  /** Language of the first user and of what is printed before anyone has signed in. */
  readonly language: string
  readonly logLevel: string
  readonly demo: boolean
  /** Whether a request may ask to be cut off (fault-points.ts); never where real work is at stake. */
  readonly faultPoints: boolean
  /** Whether each answer says how many statements it took (statement-counts.ts); for the bench. */
  readonly countStatements: boolean
  readonly identity: IdentitySettings
  /** What Kontor may call though it is not public: names, addresses, networks, with a port or without. */
  readonly outgoingAllow: readonly string[]
  readonly protection: Protection
  readonly files: FileSettings
}

const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const
const languages = ['en', 'de'] as const
const rootDataFolder = '/var/lib/kontor'

const postgresUrl = z.string().refine(isPostgresUrl, {
  error: 'must look like postgres://user:password@host:5432/database',
})

/** Every variable Kontor reads, save secrets (secrets.ts). An empty one counts as unset. */
const environmentSchema = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65535, 'must be a number from 0 to 65535')
    .default(8017),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'must be an address or a host name')
    .default('127.0.0.1'),
  DATABASE_URL: postgresUrl.optional(),
  KONTOR_APP_URL: postgresUrl.optional(),
  KONTOR_POOLER: z.enum(['transaction', 'none'], { error: 'must be transaction or none' }).optional(),
  KONTOR_DATA: z.string().optional(),
  KONTOR_LANGUAGE: z.enum(languages, { error: `must be one of ${languages.join(', ')}` }).default('en'),
  KONTOR_LOG: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).optional(),
  KONTOR_FAULT_POINTS: z.enum(['on', 'off'], { error: 'must be on or off' }).optional(),
  KONTOR_COUNT_STATEMENTS: z.enum(['on', 'off'], { error: 'must be on or off' }).optional(),
  KONTOR_OUTGOING_ALLOW: z
    .string()
    .default('')
    .transform((value) => value.split(/[\s,]+/).filter((entry) => entry !== '')),
  KONTOR_DEMO: z
    .enum(['on', 'off'], { error: 'must be on or off' })
    .transform((value) => value === 'on')
    .optional(),
  ...identityVariables,
  ...protectionVariables,
  ...fileVariables,
})

/** Whether real work is at stake: demo data, default keys and plain-HTTP cookies are then refused. */
export function isProduction(configuration: Pick<Configuration, 'databaseUrl' | 'host'>): boolean {
  return configuration.databaseUrl !== undefined || !isLoopback(configuration.host)
}

export function readConfiguration(environment: NodeJS.ProcessEnv, projectFolder: string): Configuration {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const result = environmentSchema.safeParse(given)
  const faults = result.success ? faultsBetween(result.data) : unreadable(result.error)
  if (!result.success || faults.length > 0) {
    throw new StartFailure('configuration', faults.join('\n'))
  }
  const settings = result.data
  const production = isProduction({ databaseUrl: settings.DATABASE_URL, host: settings.HOST })
  return {
    projectFolder,
    dataFolder: dataFolderOf(settings.KONTOR_DATA, projectFolder),
    host: settings.HOST,
    port: settings.PORT,
    databaseUrl: settings.DATABASE_URL,
    appUrl: settings.KONTOR_APP_URL,
    isPooled: settings.KONTOR_POOLER === 'transaction',
    language: settings.KONTOR_LANGUAGE,
    logLevel: settings.KONTOR_LOG ?? (production ? 'info' : 'warn'),
    demo: settings.KONTOR_DEMO ?? !production,
    outgoingAllow: settings.KONTOR_OUTGOING_ALLOW,
    faultPoints: settings.KONTOR_FAULT_POINTS === 'on' && !production,
    countStatements: settings.KONTOR_COUNT_STATEMENTS === 'on' && !production,
    identity: identitySettings(settings, production),
    protection: protectionFrom(settings),
    files: fileSettings(settings),
  }
}

function unreadable(error: z.ZodError): string[] {
  return error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`)
}

function faultsBetween(settings: z.infer<typeof environmentSchema>): string[] {
  const faults = identityFaults(settings)
  if (settings.KONTOR_APP_URL && !settings.DATABASE_URL) {
    faults.push('KONTOR_APP_URL needs DATABASE_URL, the address of the owner who migrates.')
  }
  if (settings.KONTOR_POOLER === 'transaction' && !settings.KONTOR_APP_URL) {
    faults.push('KONTOR_POOLER needs KONTOR_APP_URL, the address of the pooler; DATABASE_URL leads past it.')
  }
  const production = isProduction({ databaseUrl: settings.DATABASE_URL, host: settings.HOST })
  if (settings.KONTOR_DEMO && production) {
    faults.push('KONTOR_DEMO must be off where DATABASE_URL is set or HOST is not a loopback address.')
  }
  return faults
}

/** Root keeps data where the unprivileged user that PostgreSQL runs as can reach it. */
function dataFolderOf(given: string | undefined, projectFolder: string): string {
  if (given) return resolve(projectFolder, given)
  const isRoot = process.getuid?.() === 0
  return isRoot ? join(rootDataFolder, basename(projectFolder) || 'kontor') : join(projectFolder, 'data')
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d+){3}$/.test(host)
}

function isPostgresUrl(value: string): boolean {
  if (!URL.canParse(value)) return false
  const { protocol, hostname, pathname, searchParams } = new URL(value)
  const isPostgres = protocol === 'postgres:' || protocol === 'postgresql:'
  return isPostgres && (hostname !== '' || searchParams.has('host')) && pathname.length > 1
}
