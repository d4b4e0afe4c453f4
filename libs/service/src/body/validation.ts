import AjvCompiler, { type BuildCompilerFromPool } from '@fastify/ajv-compiler'
import type { FastifyServerOptions } from 'fastify'

type SchemaController = NonNullable<FastifyServerOptions['schemaController']>
type Compile = ReturnType<BuildCompilerFromPool>
type Validate = ReturnType<Compile>

/**
 * `verbose` brings the schema along with a fault, for the words in which it describes itself. The
 * rest is for a quick start: schemas are code of ours that tests look over, and a schema that
 * several routes refer to is compiled once.
 */
const COMMON = {
  useDefaults: true,
  removeAdditional: false,
  verbose: true,
  validateSchema: false,
  inlineRefs: false,
} as const

/** One for the process: whatever has the same shared schemas shares what is compiled of them. */
const buildCompiler = AjvCompiler()

/** Larger bodies are told their first fault only: looking for all would hold up other requests. */
const MAX_VALUES_FOR_ALL_FAULTS = 1_000

/**
 * How requests are checked: a body must have exactly the types and fields of its schema, while a
 * query, parameters and headers are text and are converted. All faults are told at once.
 */
export const validation: SchemaController = {
  compilersFactory: {
    buildValidator: (...[sharedSchemas]: Parameters<BuildCompilerFromPool>) => {
      const compiler = (options: { allErrors: boolean; coerceTypes: false | 'array' }) =>
        madeWhenUsed(() =>
          buildCompiler(sharedSchemas, { customOptions: { ...COMMON, ...options } }),
        )
      const text = compiler({ allErrors: true, coerceTypes: 'array' })
      const body = compiler({ allErrors: false, coerceTypes: false })
      const smallBody = compiler({ allErrors: true, coerceTypes: false })
      return (...[route]: Parameters<Compile>) =>
        isOfBody(route)
          ? explainIfSmall(
              compiledWhenUsed(() => body()(route)),
              compiledWhenUsed(() => smallBody()(route)),
            )
          : withoutEndless(compiledWhenUsed(() => text()(route)))
    },
  },
}

/** Fastify hands over `{ schema, method, url, httpPart }`; the types only know the schema. */
function isOfBody(route: unknown): boolean {
  return (route as { readonly httpPart?: string }).httpPart === 'body'
}

function madeWhenUsed<Made>(make: () => Made): () => Made {
  let made: Made | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** A service that starts waits for no schema, and keeps none in memory that nobody asks for. */
function compiledWhenUsed(compile: () => Validate): Validate {
  const compiled = madeWhenUsed(compile)
  const validate = Object.assign((values: unknown) => {
    const check = compiled()
    const answer = check(values)
    validate.errors = check.errors ?? null
    return answer
  }, {} as Validate)
  return validate
}

/** Ajv takes `1e400` for a whole number when it converts text, and for one within all bounds. */
function withoutEndless(isValid: Validate): Validate {
  const validate = Object.assign((values: unknown): boolean => {
    const isFine = isValid(values) === true
    validate.errors = isValid.errors ?? null
    if (!isFine) return false
    const endless = Object.entries(Object(values)).find(
      ([, value]) => typeof value === 'number' && !Number.isFinite(value),
    )
    if (endless === undefined) return true
    const [name] = endless
    const fault = { instancePath: `/${name}`, schemaPath: '', keyword: 'type', params: {} }
    validate.errors = [{ ...fault, message: 'must be a finite number' }]
    return false
  }, isValid)
  return validate
}

/** Stops at the first fault, and looks for the others where that is cheap. */
function explainIfSmall(findFirst: Validate, findAll: Validate): Validate {
  const validate = Object.assign((body: unknown): boolean => {
    if (findFirst(body) === true) return true
    if (isSmall(body)) {
      findAll(body)
      validate.errors = findAll.errors ?? null
    } else {
      validate.errors = findFirst.errors ?? null
    }
    return false
  }, findFirst)
  return validate
}

function isSmall(body: unknown): boolean {
  const left: unknown[] = [body]
  for (let seen = 0; seen < MAX_VALUES_FOR_ALL_FAULTS; seen += 1) {
    if (left.length === 0) return true
    const value = left.pop()
    if (typeof value !== 'object' || value === null) continue
    const children = Object.values(value)
    if (children.length > MAX_VALUES_FOR_ALL_FAULTS) return false
    left.push(...children)
  }
  return false
}
