using Xunit;

// Every class starts servers of its own and some watch the clock: one after the other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
