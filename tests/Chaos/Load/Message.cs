namespace MiyagiSensing.Chaos.Load;

/// <summary>One PUBLISH of a device. Sent again unchanged until it is acknowledged.</summary>
internal sealed class Message
{
    /// <summary>The payload.</summary>
    public required byte[] Payload { get; init; }

    /// <summary>The values it carries.</summary>
    public IReadOnlyList<Fact> Facts { get; init; } = [];

    /// <summary>What of the payload is to become a dead letter, as text; null for nothing.</summary>
    public string? DeadLetter { get; init; }

    /// <summary>Readings in it that the device has said before: received again, and nothing more is to be stored.</summary>
    public int Repeats { get; init; }

    /// <summary>How often it was sent.</summary>
    public int Attempts { get; set; }
}
