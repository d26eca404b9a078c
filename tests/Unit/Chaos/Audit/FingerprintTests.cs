using MiyagiSensing.Chaos.Audit;
using MiyagiSensing.Chaos.Load;
using Xunit;

namespace MiyagiSensing.Unit.Chaos.Audit;

public sealed class FingerprintTests
{
    private static readonly Identity[] Heap = [.. Enumerable.Range(0, 100).Select(i => new Identity("gauge-1", "main", "stage", i))];

    [Fact]
    public void Order_does_not_matter() => Assert.Empty(Of(Heap).DifferencesTo(Of(Heap.Reverse())));

    [Fact]
    public void One_missing_one_more_and_one_altered_are_seen()
    {
        Assert.Single(Of(Heap).DifferencesTo(Of(Heap.Skip(1))));
        Assert.Single(Of(Heap).DifferencesTo(Of(Heap.Append(Heap[3]))));
        Assert.Single(Of(Heap).DifferencesTo(Of(Heap.Skip(1).Append(Heap[0] with { Key = 1_000 }))));
    }

    [Fact]
    public void Minus_zero_is_zero()
    {
        var (minus, plus) = (new Fingerprint(), new Fingerprint());
        minus.Add(Heap[0], -0.0);
        plus.Add(Heap[0], 0.0);

        Assert.Empty(minus.DifferencesTo(plus));
    }

    private static Fingerprint Of(IEnumerable<Identity> identities)
    {
        var heap = new Fingerprint();
        foreach (var identity in identities)
        {
            heap.Add(identity, 1.5);
        }

        return heap;
    }
}
