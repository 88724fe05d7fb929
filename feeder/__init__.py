"""Reads live tickers, keeps each entry's identity through every edit, and writes one Atom feed per topic.

The path of a datum, from front to back; it has another type at every border::

    for each source that is due:    fetch | read | pair | record
    for each feed that is touched:  compose | render | publish

    Source ─fetch─▶ Snapshot ─read─▶ Ticker(Item…) ─pair─▶ Revision… ─record─▶ Entry   (store)
                                                                         │  matched to topics, feeds marked dirty
                                                                         ▼
                                 file ◀─publish─ Document ◀─render─ Feed ◀─compose─ Topic + Entry…

========  =============================  ==========================================================
station   module                         what it decides or does
========  =============================  ==========================================================
fetch     `feeder.sources`               brings in the states of a folder or an address
read      `feeder.reading`               tells the items of a text or page apart (pure)
pair      `feeder.pairing`               finds each item's entry, mints ids for new ones (pure)
record    `feeder.store`                 keeps snapshots, entries, revisions, membership, dirty marks
match     `feeder.topics`                says which topics an entry belongs to (pure)
compose   `feeder.compose`               makes a feed of a topic and its entries (pure)
render    `feeder.outputs`               writes a feed as Atom, as a page, … (pure)
publish   `feeder.publish`               puts a file on disk whole, and only if it changed
========  =============================  ==========================================================

`feeder.run` is the one module that knows this order; what it walks inside one transaction, pair | record, stands in
`feeder.learning`, and from the store to the files, compose | render, in `feeder.documents`. `feeder.daemon` knows
*when* a pass is due, and nothing else does. All types stand in `feeder.model`, in the order in which a datum passes
through them.
"""

__version__ = "0.1.0"
