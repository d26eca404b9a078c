using MiyagiSensing.Domain.Ports;

namespace MiyagiSensing.Unit.Gateway.Fakes;

/// <summary>Numbers users in order of appearance; "encrypts" by flipping every bit.</summary>
internal sealed class FakePseudonyms : IPseudonyms
{
    private readonly List<string> _users = [];

    public int FailuresLeft { get; set; }

    public int Calls { get; private set; }

    public ValueTask<string> ForRtkUserAsync(string userId, CancellationToken cancellationToken)
    {
        Calls++;
        if (FailuresLeft > 0)
        {
            FailuresLeft--;
            return ValueTask.FromException<string>(new IOException($"away, and this text names {userId}"));
        }

        if (!_users.Contains(userId))
        {
            _users.Add(userId);
        }

        return ValueTask.FromResult($"rtk-{_users.IndexOf(userId)}");
    }

    public string ForRtkSession(string device, string session) => session;

    public byte[] Protect(ReadOnlySpan<byte> plain)
    {
        var flipped = plain.ToArray();
        for (var i = 0; i < flipped.Length; i++)
        {
            flipped[i] ^= 0xFF;
        }

        return flipped;
    }
}
