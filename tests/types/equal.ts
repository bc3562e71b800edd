/** True if the types are the same, and not merely assignable to each other. */
export type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Compiles only if its type argument is true. */
export declare function expect<_Fact extends true>(): void;
