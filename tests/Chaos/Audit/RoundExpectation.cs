using MiyagiSensing.Chaos.Load;

namespace MiyagiSensing.Chaos.Audit;

/// <summary>What the devices' logs of a round say must be in the event store, ticked off as it is found.</summary>
internal sealed class RoundExpectation
{
    private const string Where = "the event store";

    private readonly Dictionary<Identity, double> _stored = [];
    private readonly HashSet<Identity> _found = [];
    private readonly Dictionary<(Identity, string, double), Allowance> _setAside = [];
    private readonly Dictionary<(string, string), Allowance> _deadLetters = [];

    /// <summary>Takes an acknowledged message of a device's log.</summary>
    public void Add(string device, Message message)
    {
        foreach (var fact in message.Facts)
        {
            if (fact.SetAside is { } reason)
            {
                AllowanceOf(_setAside, (fact.Identity, reason, fact.Value)).Sent(message.Attempts);
            }
            else
            {
                _stored.Add(fact.Identity, fact.Value);
            }
        }

        if (message.DeadLetter is { } text)
        {
            AllowanceOf(_deadLetters, (device, text)).Sent(message.Attempts);
        }
    }

    /// <summary>What must be stored as true.</summary>
    public IReadOnlyDictionary<Identity, double> Stored => _stored;

    /// <summary>Ticks a value of a journal block off.</summary>
    public void Find(in StoredValue value, Findings findings)
    {
        if (value.SetAside is { } reason)
        {
            if (!_setAside.TryGetValue((value.Identity, reason, value.Value), out var allowance))
            {
                findings.AddAltered(Where, $"{value.Identity} = {value.Value} was set aside as {reason}, which no device has deserved");
            }
            else if (allowance.Found() is false)
            {
                findings.AddTwice(Where, $"{value.Identity} = {value.Value} was set aside as {reason} more often than it was sent");
            }
        }
        else if (!_stored.TryGetValue(value.Identity, out var sent))
        {
            findings.AddTwice(Where, $"{value.Identity} = {value.Value} was not sent in this round, so it was stored before or is made up");
        }
        else if (!_found.Add(value.Identity))
        {
            findings.AddTwice(Where, $"{value.Identity} = {value.Value}");
        }
        else if (!sent.Equals(value.Value))
        {
            findings.AddAltered(Where, $"{value.Identity} is {value.Value}, sent was {sent}");
        }
    }

    /// <summary>Ticks a dead letter off.</summary>
    public void FindDeadLetter(string device, string text, Findings findings)
    {
        if (!_deadLetters.TryGetValue((device, text), out var allowance))
        {
            findings.AddAltered(Where, $"dead letter of {device} that it did not send: {text}");
        }
        else if (allowance.Found() is false)
        {
            findings.AddTwice(Where, $"dead letter of {device}: {text}");
        }
    }

    /// <summary>Whatever has not been ticked off is missing.</summary>
    public void Finish(Findings findings)
    {
        foreach (var (identity, value) in _stored)
        {
            if (!_found.Contains(identity))
            {
                findings.AddMissing(Where, $"{identity} = {value}");
            }
        }

        foreach (var ((identity, reason, value), allowance) in _setAside)
        {
            if (allowance.IsMissing)
            {
                findings.AddMissing(Where, $"{identity} = {value}, to be set aside as {reason}");
            }
        }

        foreach (var ((device, text), allowance) in _deadLetters)
        {
            if (allowance.IsMissing)
            {
                findings.AddMissing(Where, $"dead letter of {device}: {text}");
            }
        }
    }

    private static Allowance AllowanceOf<TKey>(Dictionary<TKey, Allowance> all, TKey key)
        where TKey : notnull
    {
        if (!all.TryGetValue(key, out var allowance))
        {
            all.Add(key, allowance = new Allowance());
        }

        return allowance;
    }

    /// <summary>What is received twice is set aside twice, so between once for each message and once for each time it was sent.</summary>
    private sealed class Allowance
    {
        private int _least;
        private int _most;
        private int _found;

        public bool IsMissing => _found < _least;

        public void Sent(int attempts)
        {
            _least++;
            _most += attempts;
        }

        public bool Found() => ++_found <= _most;
    }
}
