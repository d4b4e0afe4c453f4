import { workerData } from 'node:worker_threads'
import { askMainThread } from '../../src/postgres/bridge/ask-main-thread.ts'

/** Asks two things, one after the other; the second tells what was answered to the first. */
const first = askMainThread(workerData, { text: 'first', values: [], mayOpen: true })
askMainThread(workerData, { text: JSON.stringify(first) ?? 'nothing', values: [], mayOpen: true })
