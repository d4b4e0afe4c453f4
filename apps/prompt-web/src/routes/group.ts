import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Library } from '../library/library.ts'

/** The routes of one noun. */
export type RouteGroup = FastifyPluginAsyncTypebox<{ readonly library: Library }>
