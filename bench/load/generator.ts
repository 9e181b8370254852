// The load generator: a process of its own, so that its work is not done on the thread it measures.
import { answerParent } from '../harness/child.ts'
import { chatInFlight, chatOffered, connectChat, disconnectChat } from './chat.ts'

answerParent({ connectChat, disconnectChat, chatInFlight, chatOffered })
