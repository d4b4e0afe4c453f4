import { promptStoreContract } from '../contract/prompt-store-contract.ts'
import { makePostgresStore } from './postgres-fixture.ts'

// The library's code is the same as over SQLite, where many more are made up, and each takes longer.
promptStoreContract('PostgreSQL', makePostgresStore, { runs: 4 })
