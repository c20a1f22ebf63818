//! Oracle (照合): the tree of `html5ever`, against which the own one is held.
