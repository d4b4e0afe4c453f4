import type { OperationName } from '@promptbin/operations'
import { type AuditEntry, localAdministrator } from '@promptbin/security'
import { type FastifyInstance, fastify } from 'fastify'
import { operationRoutes } from '../src/http/operations/operation-routes.ts'
import type { Caller } from '../src/operations/caller.ts'
import type { Handlers } from '../src/operations/handlers.ts'
import { type AuditWriter, createOperator } from '../src/operations/perform-operation.ts'

/** Somebody of this machine who may do everything. */
export const administrator: Caller = {
  principal: localAdministrator,
  face: 'rest',
  address: '127.0.0.1',
  client: null,
  requestId: 'test-request',
  isSameMachine: true,
}

/** An audit trail that is read by a test. */
export class TestAudit implements AuditWriter {
  readonly entries: AuditEntry[] = []

  async append(entry: AuditEntry): Promise<void> {
    this.entries.push(entry)
  }
}

/** Serves some operations over HTTP in `app`, an ordinary Fastify unless told. */
export async function operationApp(
  handlers: Partial<Handlers>,
  app: FastifyInstance = fastify({ ajv: { customOptions: { removeAdditional: false } } }),
): Promise<FastifyInstance> {
  const operator = createOperator({
    settle: async () => {},
    handlers: handlers as Handlers,
    audit: new TestAudit(),
    logger: { error: () => {} },
  })
  await app.register(operationRoutes, {
    operator,
    callerOf: () => administrator,
    names: Object.keys(handlers) as OperationName[],
  })
  return app
}
