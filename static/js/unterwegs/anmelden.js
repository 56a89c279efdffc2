// Nobody is signed in here any more: the next person must not find the sheet of the last one.

import { blattVernichten } from "./ablage.js";

blattVernichten();
