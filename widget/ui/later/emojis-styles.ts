import { adopt } from '../adopt.ts'
import css from './emojis.css?inline'

adopt(css)
