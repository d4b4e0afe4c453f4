import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Config } from '@promptbin/config'
import {
  configReport,
  createMcpStatus,
  describeProcess,
  forThisMachine,
  type Live,
  routeNotFound,
  valueNow,
} from '@promptbin/service'
import { json, problem } from '../document/answers.ts'
import { component } from '../document/components.ts'

export interface StatusOptions {
  readonly config: Live<Config>
  /** What the processes of this instance know; undefined without a supervisor. */
  readonly instanceKey?: string | undefined
  /** What the threads of the store have to do; costs nothing. */
  readonly storeLoad: () => object
}

const tags = ['status']
const notForOthers = problem(403, 'PB_ONLY_THIS_MACHINE')

/** How this service is set up and how MCP is served: for operators, on this machine. */
export const status: FastifyPluginAsyncTypebox<StatusOptions> = async (app, options) => {
  const { instanceKey, storeLoad } = options
  const config = () => valueNow(options.config)
  const service = 'prompt-web'
  const readMcpStatus = createMcpStatus({ config, instanceKey })
  app.addHook('onRequest', forThisMachine())

  app.get(
    '/mcp-status',
    {
      config: { quiet: true, access: 'anybody' },
      schema: {
        operationId: 'getMcpStatus',
        summary: 'Tell how MCP is served',
        description:
          'mcp-gateway is asked at most once a second; that it is away is an answer too.',
        tags,
        response: { 200: json('What is known of it.', component('McpStatus')), ...notForOthers },
      },
    },
    () => readMcpStatus(),
  )

  app.get(
    '/config',
    {
      config: { quiet: true, access: 'anybody' },
      schema: {
        operationId: 'getConfiguration',
        summary: 'Tell the configuration in force',
        description: 'Each value with where it comes from; secrets are masked.',
        tags,
        response: { 200: json('All settings.', component('ConfigReport')), ...notForOthers },
      },
    },
    () => configReport(service, config()),
  )

  app.get(
    '/debug-info',
    {
      config: { quiet: true, access: 'anybody' },
      schema: {
        operationId: 'getDebugInfo',
        summary: 'Tell what developers want to know',
        description: 'In development only; in production there is nothing here.',
        tags,
        response: {
          200: json('The process.', component('DebugInfo')),
          ...notForOthers,
          ...problem(404, 'PB_ROUTE_NOT_FOUND'),
        },
      },
    },
    async ({ method, url }) => {
      const current = config()
      if (current.mode !== 'development') throw routeNotFound(method, url)
      return { ...describeProcess(app, { service, config: current }), store: storeLoad() }
    },
  )
}
