import type { FastifyInstance } from 'fastify'
import { createConsoleAccess } from '../access/console-access.ts'
import { createHandlers } from '../operations/handlers.ts'
import { createOperator } from '../operations/perform-operation.ts'
import { type AppOptions, createApp } from './app.ts'
import type { OwnServiceOptions } from './own-service.ts'

export type OpenAppOptions = OwnServiceOptions & Omit<AppOptions, 'operator' | 'access'>

/** Everything that answers at the supervisor's address, ready to; nothing listens yet. */
export async function openApp(options: OpenAppOptions): Promise<FastifyInstance> {
  const { control, history, self } = options
  const operator = createOperator({
    ...options,
    settle: () => history.folder.flush(),
    handlers: createHandlers({
      ...options,
      ...history,
      list: () => [self(), ...control.list()],
    }),
  })
  const access = createConsoleAccess({
    ...options,
    config: options.takenConfig(),
    stateFolder: history.folder.path,
  })
  const app = await createApp({ ...options, operator, access })
  await app.ready()
  return app
}
