import { twoKeepers } from './groups/background.ts'
import { nodesComeAndGo, redisKilled, withoutRedis } from './groups/nodes.ts'
import { twoAccept } from './groups/races.ts'
import { testFault } from './short.ts'

for (const fault of [withoutRedis, redisKilled, nodesComeAndGo, twoAccept, twoKeepers]) testFault(fault)
