import { adopt } from '../adopt.ts'
import css from './forms.css?inline'

adopt(css)
