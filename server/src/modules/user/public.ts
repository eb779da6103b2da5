/** What the start of the server, demo data and other modules may use of users. */
export { addAuthRoutes, authRoutes } from './auth-routes.ts'
export { type Authenticator, createAuthenticator } from './authenticator.ts'
export { createTenant, type CreatedTenant, type NewTenant } from './create-tenant.ts'
export { createUser, type NewUser } from './create-user.ts'
export { createPasswords, type PasswordCost, type Passwords, productionCost } from './password.ts'
export { rotateOldTokenKeys, rotateTokenKeys } from './token/rotate-token-keys.ts'
