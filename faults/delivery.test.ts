import { slowReader } from './groups/connections.ts'
import { killDatabase, killServer } from './groups/kills.ts'
import { badNetwork } from './groups/network.ts'
import { testFault } from './short.ts'

for (const fault of [killServer, killDatabase, badNetwork, slowReader]) testFault(fault)
