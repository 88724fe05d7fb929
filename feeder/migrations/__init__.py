"""The steps by which a store's tables came to be what they are; `feeder.store` runs them when a store is older."""
