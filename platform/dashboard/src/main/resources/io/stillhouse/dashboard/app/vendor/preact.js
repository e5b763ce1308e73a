// Preact and its hooks, which index.html loads as classic scripts: its modules import each other by
// bare names, and those would need an inline import map.
export const { h, render, Fragment, createContext } = globalThis.preact;
export const { useState, useEffect, useLayoutEffect, useMemo, useRef, useCallback, useContext } =
  globalThis.preactHooks;
