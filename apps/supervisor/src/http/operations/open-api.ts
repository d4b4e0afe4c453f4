import { version } from '@promptbin/config'
import {
  type ObjectSchema,
  type Operation,
  type OperationGroup,
  operationGroups,
  type Schema,
} from '@promptbin/operations'
import { PROBLEM_CONTENT_TYPE } from '@promptbin/service'
import { otherPaths } from './open-api-others.ts'
import { problemSchema } from './problem-schema.ts'
import { schemaOf } from './route-schema.ts'

const about = `
What administrators see and do, also while the library is down. Every failure is a problem document
(RFC 9457) with a stable \`code\` and a hint. Unknown fields are refused by name. Whatever changes
something is written down in the audit trail before it is begun; what cannot be written down is refused.
`.trim()

/** What a reader finds in each group. */
const tags: Readonly<Record<OperationGroup, string>> = {
  statistics: 'The whole in figures.',
  health: 'How well everything is.',
  diagnostics: 'What is wrong, looked for everywhere at once.',
  processes: 'Processes, whence they came and what happened to them.',
  services: 'Starting, stopping, replacing and scaling services; the end.',
  maintenance: 'Reads only.',
  backups: 'Copies from which all can be brought back.',
  library: 'Whether the library is as it was written, and how it becomes so again.',
  restoring: 'How what was lost comes back, and how it is known that it would.',
  logs: 'The log of all processes, and what is logged.',
  errors: 'Errors as groups of alike ones.',
  metrics: 'What was measured, over time.',
  profiles: 'What processes compute and allocate.',
  reports: 'Archives of all that helps to find a fault.',
  configuration: 'The settings in force and their generations.',
  tokens: 'Keys with which programs ask.',
  webhooks: 'Others that are told of what happens here.',
  audit: 'Who did what.',
}

const [problemType = ''] = PROBLEM_CONTENT_TYPE.split(';')

/** The API of the supervisor (OpenAPI 3.1), made from the registry of operations. */
export function openApi(): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const [group, members] of Object.entries(operationGroups)) {
    for (const operation of Object.values(members) as readonly Operation[]) {
      const path = operation.http.path.replace(/:(\w+)/g, '{$1}')
      paths[path] = {
        ...paths[path],
        [operation.http.method.toLowerCase()]: describe(operation, group),
      }
    }
  }
  for (const [path, methods] of Object.entries(otherPaths)) {
    paths[path] = { ...paths[path], ...methods }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'PromptBin supervisor',
      version,
      description: about,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'This supervisor.' }],
    security: [{}, { token: [] }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: { Problem: problemSchema },
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'A token with the scope admin; not needed where no login is asked for.',
        },
      },
    },
  }
}

function describe(operation: Operation, tag: string): object {
  const { name, title, description, input, output, http, example, scope, effect } = operation
  const { params, querystring, body } = schemaOf(operation)
  const { status = 200 } = http
  return {
    operationId: name,
    summary: title,
    description: `${description}\n\nOn the command line: \`promptbin ${operation.command}\`.`,
    tags: [tag],
    'x-promptbin-scope': scope,
    'x-promptbin-effect': effect,
    parameters: [
      ...parametersOf(params, 'path', example.input),
      ...parametersOf(querystring, 'query', example.input),
    ],
    ...(body &&
      Object.keys(body.properties).length > 0 && { requestBody: bodyOf(body, example.input) }),
    responses: {
      [status]: status === 204 ? { description: 'It was done.' } : answerOf(output, example.output),
      ...problemsOf(operation, Object.keys(input.properties).length > 0),
    },
  }
}

function parametersOf(
  schema: ObjectSchema | undefined,
  place: 'path' | 'query',
  example: unknown,
): readonly object[] {
  return Object.entries(schema?.properties ?? {}).map(([name, { description, ...rest }]) => ({
    name,
    in: place,
    required: place === 'path' || (schema?.required.includes(name) ?? false),
    ...(description !== undefined && { description }),
    schema: rest,
    ...(Object(example)[name] !== undefined && { example: Object(example)[name] }),
  }))
}

function bodyOf(schema: ObjectSchema, example: unknown): object {
  const ofBody = Object.entries(Object(example)).filter(([name]) => name in schema.properties)
  return {
    required: schema.required.length > 0,
    content: { 'application/json': { schema, example: Object.fromEntries(ofBody) } },
  }
}

function answerOf(schema: Schema, example: unknown): object {
  return { description: 'What came of it.', content: { 'application/json': { schema, example } } }
}

/** What can go wrong with any of them, and with this one. */
function problemsOf({ failures = {}, audit }: Operation, takesInput: boolean): object {
  const known: Record<string, readonly string[]> = { 403: ['PB_OPERATION_NOT_ALLOWED'] }
  const all = [
    failures,
    takesInput ? { 422: ['PB_REQUEST_INVALID'] } : {},
    audit === undefined ? {} : { 503: ['PB_AUDIT_UNAVAILABLE'] },
  ]
  for (const each of all) {
    for (const [status, codes] of Object.entries(each)) {
      known[status] = [...(known[status] ?? []), ...(codes as readonly string[])]
    }
  }
  const described = Object.entries(known).map(([status, codes]) => [
    status,
    problem(codes.join(', ')),
  ])
  return {
    ...Object.fromEntries(described),
    default: problem('The request was refused or failed; `code` says why.'),
  }
}

function problem(description: string): object {
  return {
    description,
    content: { [problemType]: { schema: { $ref: '#/components/schemas/Problem' } } },
  }
}
