import { adopt } from '../adopt.ts'
import css from './files.css?inline'

adopt(css)
