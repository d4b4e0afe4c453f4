import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Library } from '../library/library.ts'
import type { LoginOperations } from '../logins/login-operations.ts'

/** The routes of one noun. */
export type RouteGroup = FastifyPluginAsyncTypebox<{ readonly library: Library }>

/** Routes about who may log in. */
export type LoginRouteGroup = FastifyPluginAsyncTypebox<{ readonly logins: LoginOperations }>
