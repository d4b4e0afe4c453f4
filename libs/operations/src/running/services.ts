import { operation } from '../operation.ts'
import { input, integer, list, orNull, output, text } from '../schema/build.ts'
import { exampleProcess, process, serviceName } from '../schema/shapes.ts'

const processes = list(process, { description: 'The processes that there are now.' })

const oneService = output({ service: serviceName, items: processes })
const allServices = output({
  service: orNull(text(), { description: 'Null: all.' }),
  items: processes,
})

const exampleOfOne = {
  input: { service: 'prompt-web' },
  output: { service: 'prompt-web', items: [exampleProcess] },
} as const

const exampleOfAll = { input: {}, output: { service: null, items: [exampleProcess] } } as const

const unknown = { 404: ['PB_SERVICE_UNKNOWN'] } as const

const reloadFailures = {
  ...unknown,
  422: ['PB_CONFIG_INVALID'],
  502: ['PB_RELOAD_FAILED'],
  503: ['PB_SERVICE_FAILED'],
} as const

/** What can be had done to services. */
export const services = {
  start_service: operation({
    name: 'start_service',
    title: 'Start a service',
    description:
      'Starts a service that was stopped on purpose, and answers when it is ready. One that runs goes on as it is.',
    input: input({ service: serviceName }),
    output: oneService,
    http: { method: 'POST', path: '/api/v1/services/:service/start' },
    command: 'service start <service>',
    scope: 'admin',
    effect: 'change',
    audit: 'service.start',
    examples: ['promptbin service start mcp-gateway'],
    example: exampleOfOne,
    failures: { ...unknown, 503: ['PB_SERVICE_FAILED'] },
  }),
  stop_service: operation({
    name: 'stop_service',
    title: 'Stop a service',
    description:
      'Lets a service finish its requests and end. It stays stopped, also when PromptBin is started again, until it is started by name.',
    input: input({ service: serviceName }),
    output: oneService,
    http: { method: 'POST', path: '/api/v1/services/:service/stop' },
    command: 'service stop <service>',
    scope: 'admin',
    effect: 'disrupt',
    audit: 'service.stop',
    examples: ['promptbin service stop mcp-gateway', 'promptbin service stop mcp-gateway --yes'],
    example: exampleOfOne,
    failures: unknown,
  }),
  reload_service: operation({
    name: 'reload_service',
    title: 'Reload a service',
    description:
      'Replaces its processes one by one by such with the present code and configuration, without losing a request.',
    input: input({ service: serviceName }),
    output: oneService,
    http: { method: 'POST', path: '/api/v1/services/:service/reload' },
    command: 'reload <service>',
    scope: 'admin',
    effect: 'change',
    audit: 'service.reload',
    examples: ['promptbin reload prompt-web'],
    example: exampleOfOne,
    failures: reloadFailures,
  }),
  restart_service: operation({
    name: 'restart_service',
    title: 'Restart a service',
    description:
      'A reload that also forgets earlier failures, so that a service that was given up comes back. No request is lost.',
    input: input({ service: serviceName }),
    output: oneService,
    http: { method: 'POST', path: '/api/v1/services/:service/restart' },
    command: 'restart <service>',
    scope: 'admin',
    effect: 'disrupt',
    audit: 'service.restart',
    examples: ['promptbin restart mcp-gateway'],
    example: exampleOfOne,
    failures: reloadFailures,
  }),
  reload_all: operation({
    name: 'reload_all',
    title: 'Reload all services',
    description: 'Reloads one service after the other; the first that fails is the last.',
    input: input({}),
    output: allServices,
    http: { method: 'POST', path: '/api/v1/reload' },
    command: 'reload',
    scope: 'admin',
    effect: 'change',
    audit: 'service.reload',
    examples: ['promptbin reload'],
    example: exampleOfAll,
    failures: reloadFailures,
  }),
  restart_all: operation({
    name: 'restart_all',
    title: 'Restart all services',
    description: 'Restarts one service after the other; the first that fails is the last.',
    input: input({}),
    output: allServices,
    http: { method: 'POST', path: '/api/v1/restart' },
    command: 'restart',
    scope: 'admin',
    effect: 'disrupt',
    audit: 'service.restart',
    examples: ['promptbin restart'],
    example: exampleOfAll,
    failures: reloadFailures,
  }),
  scale_service: operation({
    name: 'scale_service',
    title: 'Change the number of workers',
    description:
      'A service gets another number of processes that share its work. It is kept over restarts until told otherwise.',
    input: input({
      service: serviceName,
      workers: integer({ description: 'How many processes.', minimum: 0, maximum: 1000 }),
    }),
    output: oneService,
    http: { method: 'POST', path: '/api/v1/services/:service/scale' },
    command: 'scale <service> <workers>',
    scope: 'admin',
    effect: 'change',
    audit: 'service.scale',
    examples: ['promptbin scale prompt-web 2'],
    example: { ...exampleOfOne, input: { service: 'prompt-web', workers: 2 } },
    failures: { ...unknown, 422: ['PB_SCALE_REFUSED'], 503: ['PB_SERVICE_FAILED'] },
  }),
  shutdown: operation({
    name: 'shutdown',
    title: 'Shut PromptBin down',
    description:
      'Ends everything in order: requests that were taken are answered, nothing that was saved is lost. Nobody can use PromptBin until it is started again on its machine.',
    input: input({}),
    output: output({ pid: integer({ description: 'Of the supervisor that ends.' }) }),
    http: { method: 'POST', path: '/api/v1/shutdown', status: 202 },
    command: 'stop',
    scope: 'admin',
    effect: 'disrupt',
    audit: 'instance.shutdown',
    examples: ['promptbin stop'],
    example: { input: {}, output: { pid: 15159 } },
  }),
} as const
