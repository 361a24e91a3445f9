import type { SignedIn, SignedOut } from '../context/account.js';
import type { Versioned } from '../tools/result.js';

export interface Account extends Versioned, SignedIn {}

export interface EndedLogin extends Versioned, Omit<SignedOut, 'problem'> {}
