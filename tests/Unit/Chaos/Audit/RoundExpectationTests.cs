using System.Text;
using MiyagiSensing.Chaos.Audit;
using MiyagiSensing.Chaos.Load;
using Xunit;

namespace MiyagiSensing.Unit.Chaos.Audit;

public sealed class RoundExpectationTests
{
    private static readonly Identity Stage = new("gauge-1", "main", "stage", 1_000);

    private readonly RoundExpectation _expectation = new();
    private readonly Findings _findings = new();

    [Fact]
    public void What_is_stored_once_as_sent_is_clean()
    {
        Acknowledge(new Fact(Stage, 1.5));

        Finish(Stored(1.5));

        Assert.True(_findings.IsClean);
    }

    [Fact]
    public void What_is_not_stored_is_missing()
    {
        Acknowledge(new Fact(Stage, 1.5));

        Finish();

        Assert.Equal(1, _findings.Missing);
    }

    [Fact]
    public void What_is_stored_again_is_twice()
    {
        Acknowledge(new Fact(Stage, 1.5));

        Finish(Stored(1.5), Stored(1.5));

        Assert.Equal((0, 1), (_findings.Missing, _findings.Twice));
    }

    [Fact]
    public void Another_value_than_sent_is_altered()
    {
        Acknowledge(new Fact(Stage, 1.5));

        Finish(Stored(1.6));

        Assert.Equal(1, _findings.Altered);
    }

    [Fact]
    public void A_wrong_clock_must_be_set_aside_for_its_reason_and_no_more_often_than_sent()
    {
        Acknowledge(new Fact(Stage, 1.5, "future"), attempts: 2);

        Finish(Stored(1.5) with { SetAside = "future" }, Stored(1.5) with { SetAside = "future" });
        Assert.True(_findings.IsClean);

        _expectation.Find(Stored(1.5) with { SetAside = "future" }, _findings);
        _expectation.Find(Stored(1.5) with { SetAside = "conflict" }, _findings);
        Assert.Equal((1, 1), (_findings.Twice, _findings.Altered));
    }

    [Fact]
    public void A_dead_letter_must_be_there()
    {
        _expectation.Add("gauge-1", new Message { Payload = "?"u8.ToArray(), DeadLetter = "?", Attempts = 1 });

        Finish();

        Assert.Equal(1, _findings.Missing);
    }

    private static StoredValue Stored(double value) => new(Stage, value, 1_000, 2_000);

    private void Acknowledge(Fact fact, int attempts = 1) =>
        _expectation.Add("gauge-1", new Message { Payload = Encoding.UTF8.GetBytes("[]"), Facts = [fact], Attempts = attempts });

    private void Finish(params StoredValue[] found)
    {
        foreach (var value in found)
        {
            _expectation.Find(value, _findings);
        }

        _expectation.Finish(_findings);
    }
}
