using System.Globalization;
using System.Text;

namespace MiyagiSensing.Chaos.Load;

/// <summary>Bursts of a fast sensor: arrays under <c>m</c>.</summary>
internal sealed class BurstVoice(string device, string metric, int length, Random random) : Voice
{
    private long _last;

    public override IEnumerable<Message> Speak(long now)
    {
        var first = Math.Max(_last + 1, now - length + 1);
        _last = first + length - 1;
        double[] values = [.. Enumerable.Range(0, length).Select(_ => Math.Round(random.NextDouble() - 0.5, 4))];
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"ts\":{first},\"dtMs\":1,\"m\":{{\"{metric}\":[{string.Join(',', values.Select(value => value.ToString(CultureInfo.InvariantCulture)))}]}}}}");
        return [new Message { Payload = Encoding.UTF8.GetBytes(text), Facts = [.. values.Select((value, i) => new Fact(new Identity(device, "main", metric, first + i), value))] }];
    }
}

/// <summary>Says everything twice.</summary>
internal sealed class StutterVoice(Voice voice) : Voice
{
    public override IEnumerable<Message> Speak(long now)
    {
        foreach (var message in voice.Speak(now))
        {
            yield return message;
            // The same values again: nothing more is to be stored.
            yield return new Message { Payload = message.Payload, Repeats = message.Facts.DistinctBy(fact => (fact.Identity.Sensor, fact.Identity.Key)).Count() };
        }
    }
}

/// <summary>Says each value, then another one for the same instant: the first counts, the second is a conflict.</summary>
internal sealed class ContradictingVoice(string device, string metric) : Voice
{
    private long _last;

    public override IEnumerable<Message> Speak(long now)
    {
        _last = Math.Max(_last + 1, now);
        var value = _last % 10_000 / 1_000.0;
        yield return Say(value, null);
        yield return Say(value + 0.25, "conflict");
    }

    private Message Say(double value, string? reason) => new()
    {
        Payload = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"ts\":{_last},\"m\":{{\"{metric}\":{value}}}}}")),
        Facts = [new Fact(new Identity(device, "main", metric, _last), value, reason)],
    };
}

/// <summary>Has no clock, only a counter.</summary>
internal sealed class CountingVoice(string device, string metric) : Voice
{
    private long _count;

    public override IEnumerable<Message> Speak(long now)
    {
        var value = ++_count % 1_000;
        var text = string.Create(CultureInfo.InvariantCulture, $"{{\"seq\":{_count},\"m\":{{\"{metric}\":{value}}}}}");
        return [new Message { Payload = Encoding.UTF8.GetBytes(text), Facts = [new Fact(new Identity(device, "main", metric, _count, IsCounter: true), value)] }];
    }
}

/// <summary>Garbage of several kinds, each with a number in it; every third message has one good reading beside the bad one.</summary>
internal sealed class GarbageVoice(string device, string metric) : Voice
{
    private long _count;
    private long _last;

    public override IEnumerable<Message> Speak(long now)
    {
        var number = ++_count;
        if (number % 3 != 0)
        {
            var text = number % 3 == 1 ? $"garbage {device} {number}" : $"{{\"ts\":true,\"garbage\":\"{device} {number}\"}}";
            return [new Message { Payload = Encoding.UTF8.GetBytes(text), DeadLetter = text }];
        }

        _last = Math.Max(_last + 1, now);
        var bad = $"{{\"ts\":{_last},\"m\":\"{device} {number}\"}}";
        var good = string.Create(CultureInfo.InvariantCulture, $"{{\"ts\":{_last},\"m\":{{\"{metric}\":{number % 100}}}}}");
        return
        [
            new Message
            {
                Payload = Encoding.UTF8.GetBytes($"[{good},{bad}]"),
                DeadLetter = bad,
                Facts = [new Fact(new Identity(device, "main", metric, _last), number % 100)],
            },
        ];
    }
}
