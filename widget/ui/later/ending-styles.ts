import { adopt } from '../adopt.ts'
import css from './ending.css?inline'

adopt(css)
