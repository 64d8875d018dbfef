import { unsafeCSS } from 'lit';
import base from './styles/base.css';
import composer from './styles/composer.css';
import frame from './styles/frame.css';
import messages from './styles/messages.css';
import tools from './styles/tools.css';

/** Only our own files; "unsafe" is Lit's word for text that is not written in a template. */
export const styles = [base, frame, messages, tools, composer].map((text) => unsafeCSS(text));
