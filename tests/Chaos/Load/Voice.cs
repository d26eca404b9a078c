namespace MiyagiSensing.Chaos.Load;

/// <summary>What a device says. Called from its one loop.</summary>
internal abstract class Voice
{
    /// <summary>The messages of one turn, one or more.</summary>
    /// <param name="now">The clock, Unix ms.</param>
    public abstract IEnumerable<Message> Speak(long now);
}
