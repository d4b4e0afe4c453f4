import { type Config, isLoopback, mcpUrlOf } from '@promptbin/config'
import type { Logger } from '@promptbin/logging'
import type { Metrics } from '@promptbin/metrics'
import type { PromptClient, TraceAttempt } from '@promptbin/prompt-client'
import { hasInstanceProof, type Live, type ServiceAppOptions } from '@promptbin/service'
import type { FastifyInstance } from 'fastify'
import { admission } from './admission/admission.ts'
import type { SlotLimits } from './admission/slots.ts'
import { authentication, refusalReasons } from './auth/authentication.ts'
import { canonicalUrl } from './auth/canonical-url.ts'
import { crossOrigin } from './auth/cross-origin.ts'
import { resourceMetadata, resourceMetadataUrl } from './auth/oauth/resource-metadata.ts'
import { createTokenChecks } from './auth/token-checks.ts'
import type { OnBreaker } from './observation/breaker-states.ts'

export interface SecurityOptions {
  readonly config: Pick<Config, 'mcp' | 'auth'>
  /** The SHA-256 of the key of programs of this machine; none without a supervisor. */
  readonly localKeyHash?: string | undefined
  /** What the processes of this instance know; undefined without a supervisor. */
  readonly instanceKey?: string | undefined
  /** By what prompt-web knows this gateway; nothing unless told. */
  readonly webCredential?: Readonly<Record<string, string>> | undefined
  readonly library: Pick<PromptClient, 'changes'>
  /** Joins what prompt-web is asked with the request that it is asked for. */
  readonly traceCall: TraceAttempt
  /** Shows the state of a breaker. */
  readonly onBreaker: OnBreaker
  readonly logger: Logger
  readonly metrics: Metrics
  /** Requests a second of one principal; what the configuration says, unless told. */
  readonly ratePerSecond?: Live<number>
  /** How much is worked on at once. */
  readonly slots?: Partial<SlotLimits>
  /** Milliseconds since the epoch. */
  readonly now?: () => number
}

/** The names under which the gateway answers, and the pages that may ask. */
export function namesOf({
  mcp,
}: Pick<Config, 'mcp'>): Required<Pick<ServiceAppOptions, 'allowedHosts' | 'allowedOrigins'>> {
  const { hostname } = new URL(mcpUrlOf({ mcp }))
  const isPublic = mcp.publicUrl !== '' || !isLoopback(mcp.host)
  return {
    allowedHosts: isPublic ? [...mcp.allowedHosts, hostname] : mcp.allowedHosts,
    allowedOrigins: mcp.allowedOrigins,
  }
}

/**
 * Everything that stands before the routes: which pages may ask, who it is, and how much one and all
 * may ask. Register it before them.
 */
export async function secure(app: FastifyInstance, options: SecurityOptions): Promise<void> {
  const { config, instanceKey, library, logger, metrics, now } = options
  const { auth, mcp } = config
  const resource = () => canonicalUrl(app, mcpUrlOf(config))
  const refusals = metrics.counter({
    name: 'promptbin_auth_refusals_total',
    help: 'Requests that were refused because of who asked, by the kind of reason.',
    labels: ['reason'],
  })
  for (const reason of refusalReasons) refusals.inc({ reason }, 0)
  const checks = createTokenChecks({
    webUrl: mcp.webUrl,
    credential: options.webCredential,
    auth,
    localKeyHash: options.localKeyHash,
    resource,
    changes: library.changes,
    trace: options.traceCall,
    onBreaker: (state) => options.onBreaker('tokens', state),
    onIssuerFailure: (err) =>
      logger.warn({ event: 'auth.issuer_failed', err }, 'the keys of auth.issuer cannot be had'),
    onIssuerBreaker: (state, reason) => options.onBreaker('issuer', state, reason),
    ...(now && { now }),
  })
  app.addHook('onClose', () => checks.close())

  await app.register(crossOrigin)
  await app.register(authentication, {
    authenticate: checks.authenticate,
    isRequired: auth.required,
    ...(instanceKey !== undefined && {
      isOfInstance: (request) => hasInstanceProof(request, instanceKey),
    }),
    resourceMetadataUrl: () => (auth.issuer === '' ? undefined : resourceMetadataUrl(resource())),
    onRefusal: (reason) => refusals.inc({ reason }),
  })
  await app.register(admission, {
    metrics,
    ratePerSecond: options.ratePerSecond ?? mcp.rateLimit,
    ...(options.slots && { slots: options.slots }),
  })
  if (auth.issuer !== '') {
    await app.register(resourceMetadata, { resource, issuer: auth.issuer })
  }
}
