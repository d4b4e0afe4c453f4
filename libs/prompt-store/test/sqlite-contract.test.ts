import { promptStoreContract } from './contract/prompt-store-contract.ts'
import { makeSqliteStore } from './sqlite-fixture.ts'

promptStoreContract('SQLite', makeSqliteStore)
